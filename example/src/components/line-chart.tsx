import { Text, View } from '@tarojs/components';
import type { CSSProperties } from 'react';
import { type ChartData, DRAWING, layOutChart } from '../charts/chart-geometry';
import { formatMinute, formatTimeOfDay } from '../format';
import './line-chart.css';

/** Below so many milliseconds the labels of the times need seconds. */
const SHORT_SPAN = 180_000;

/** Labels closer to an end than so many per cent would be cut off. */
const MARGIN = 6;

/** Something that stands out: a dot on the curve, or, without a value, a bar over the whole height. */
export interface ChartMark {
  readonly key: string;
  readonly at: number;
  readonly value?: number;
  readonly tone: 'own' | 'lost';
}

interface LineChartProps extends ChartData {
  /** What a screen reader says instead of the picture. */
  label: string;
  marks: readonly ChartMark[];
  formatValue(value: number): string;
}

/**
 * A curve over time. It is an SVG that masks plain views, which no platform needs a canvas for: it fits its box without
 * being measured, and takes its colours from the style sheet, also when the theme changes.
 */
export function LineChart({ label, marks, formatValue, ...data }: LineChartProps) {
  const [from, to] = data.span;
  const chart = layOutChart(data);
  const { newest } = chart;
  const formatTime = to - from < SHORT_SPAN ? formatTimeOfDay : formatMinute;
  return (
    <View className="chart" role="img" aria-label={label}>
      <View className="chart-plot">
        {chart.values.map(({ value, position }) => (
          <View key={value} className="chart-value" style={{ top: `${position}%` }} aria-hidden="true">
            <Text className="chart-value-text">{formatValue(value)}</Text>
          </View>
        ))}
        {marks.map(({ key, at, value, tone }) =>
          value === undefined ? (
            <View key={key} className={`chart-bar chart-${tone}`} style={{ left: `${chart.left(at)}%` }} />
          ) : null,
        )}
        {chart.line !== '' && (
          <>
            <View className="chart-drawing chart-area" style={maskOf(`<path d='${chart.area}'/>`)} />
            <View className="chart-drawing chart-line" style={maskOf(stroke(chart.line))} />
          </>
        )}
        {newest && <Dot {...newest} tone="newest" />}
        {marks.map(({ key, at, value, tone }) =>
          value === undefined ? null : <Dot key={key} left={chart.left(at)} top={chart.top(value)} tone={tone} />,
        )}
      </View>
      <View className="chart-times" aria-hidden="true">
        {chart.times
          .filter(({ position }) => position >= MARGIN && position <= 100 - MARGIN)
          .map(({ value, position }) => (
            <Text key={value} className="chart-time" style={{ left: `${position}%` }}>
              {formatTime(value)}
            </Text>
          ))}
      </View>
    </View>
  );
}

function Dot({ left, top, tone }: { left: number; top: number; tone: ChartMark['tone'] | 'newest' }) {
  return <View className={`chart-dot chart-${tone}`} style={{ left: `${left}%`, top: `${top}%` }} />;
}

/** A curve alone, as small as a word. */
export function Sparkline(data: ChartData) {
  const { line, area } = layOutChart(data);
  return (
    <View className="sparkline" aria-hidden="true">
      <View className="chart-drawing chart-area" style={maskOf(`<path d='${area}'/>`)} />
      <View className="chart-drawing chart-line" style={maskOf(stroke(line))} />
    </View>
  );
}

function stroke(path: string): string {
  const look = `fill='none' stroke='black' stroke-width='2' stroke-linecap='round' stroke-linejoin='round' vector-effect='non-scaling-stroke'`;
  return `<path d='${path}' ${look}/>`;
}

/** By a variable, for Taro knows only some of the properties that a mask has on all platforms. */
function maskOf(content: string): CSSProperties {
  const box = `viewBox='0 0 ${DRAWING.width} ${DRAWING.height}' preserveAspectRatio='none'`;
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' ${box}>${content}</svg>`;
  return { '--drawing': `url("data:image/svg+xml,${encodeURIComponent(svg)}")` } as CSSProperties;
}
