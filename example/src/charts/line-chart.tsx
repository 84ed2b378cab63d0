import { Text, View } from '@tarojs/components';
import { formatMinute, formatTimeOfDay } from '../texts/format';
import { ChartDrawing } from './chart-drawing';
import { type ChartData, layOutChart } from './chart-geometry';
import './line-chart.css';

/** Below so many milliseconds the labels of the times need seconds. */
const SHORT_SPAN = 180_000;

/** Labels closer to an end than so many per cent would be cut off. */
const MARGIN = 6;

/** A place in the curve that stands out. */
interface ChartMark {
  readonly key: string;
  readonly at: number;
}

interface LineChartProps extends ChartData {
  /** What a screen reader says instead of the picture. */
  label: string;
  /** On the curve. */
  dots?: ReadonlyArray<ChartMark & { readonly value: number }>;
  /** Over the whole height. */
  bars?: readonly ChartMark[];
  formatValue(value: number): string;
}

/** A curve over time, with its axes. */
export function LineChart({ label, dots = [], bars = [], formatValue, ...data }: LineChartProps) {
  const [from, to] = data.span;
  const chart = layOutChart(data);
  const { newest } = chart;
  const formatTime = to - from < SHORT_SPAN ? formatTimeOfDay : formatMinute;
  const times = chart.times.filter(({ position }) => position >= MARGIN && position <= 100 - MARGIN);
  return (
    <View className="chart" role="img" aria-label={label}>
      <View className="chart-plot">
        {chart.values.map(({ value, position }) => (
          <View key={value} className="chart-value" style={{ top: `${position}%` }} aria-hidden="true">
            <Text className="chart-value-text">{formatValue(value)}</Text>
          </View>
        ))}
        {bars.map(({ key, at }) => (
          <View key={key} className="chart-bar" style={{ left: `${chart.left(at)}%` }} />
        ))}
        <ChartDrawing line={chart.line} area={chart.area} />
        {newest && <View className="chart-dot" style={{ left: `${newest.left}%`, top: `${newest.top}%` }} />}
        {dots.map(({ key, at, value }) => (
          <View
            key={key}
            className="chart-dot chart-dot-marked"
            style={{ left: `${chart.left(at)}%`, top: `${chart.top(value)}%` }}
          />
        ))}
      </View>
      <View className="chart-times" aria-hidden="true">
        {times.map(({ value, position }) => (
          <Text key={value} className="chart-time" style={{ left: `${position}%` }}>
            {formatTime(value)}
          </Text>
        ))}
      </View>
    </View>
  );
}
