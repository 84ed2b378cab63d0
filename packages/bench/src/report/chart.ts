import { BarChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { type Language, say } from './language';
import type { Chart } from './section';

use([BarChart, GridComponent, TitleComponent, SVGRenderer]);

/** Read well on GitHub's white, #ffffff, and on its black, #0d1117. */
const INK = '#6e7781';
const OURS = '#2f81f7';
const THEIRS = '#9a8f7f';

const WIDTH = 800;
/** What a character of a label takes, Latin or Chinese, in pixels, and a margin: nothing measures text on a server. */
const LATIN = 7;
const CHINESE = 12.5;
const MARGIN = 16;
const BAR = 26;

/** The chart as an SVG. */
export function drawChart({ title, bars }: Chart, language: Language): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: 60 + bars.length * BAR });
  const label = { color: INK, fontSize: 12 };
  const labels = bars.map((bar) => say(bar.label, language));
  chart.setOption({
    animation: false,
    title: { text: say(title, language), left: 0, top: 4, textStyle: { color: INK, fontSize: 14 } },
    grid: { left: Math.max(...labels.map(widthOf)) + MARGIN, right: 90, top: 40, bottom: 8, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: labels,
      axisLabel: { ...label, interval: 0 },
      axisLine: { lineStyle: { color: INK } },
      axisTick: { show: false },
    },
    series: [
      {
        type: 'bar',
        barWidth: 14,
        label: {
          ...label,
          show: true,
          position: 'right',
          formatter: ({ dataIndex }: { dataIndex: number }) => textOf(dataIndex),
        },
        data: bars.map(({ value, isOurs }) => ({
          value: value ?? 0,
          itemStyle: { color: isOurs ? OURS : THEIRS },
        })),
      },
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return `${withoutHover(svg)}\n`;

  function textOf(index: number): string {
    const bar = bars[index];
    return bar ? say(bar.text, language) : '';
  }
}

function widthOf(label: string): number {
  return [...label].reduce((width, character) => width + (character > '\u2e80' ? CHINESE : LATIN), 0);
}

/** An image has no mouse; and the classes have names that change with each chart, so that nothing else could stay. */
function withoutHover(svg: string): string {
  return svg.replace(/<style[\s\S]*?<\/style>\n?/, '').replace(/ class="zr[^"]*"/g, '');
}
