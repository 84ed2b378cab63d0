import { View } from '@tarojs/components';
import { type ChartData, layOutChart } from '../charts/chart-geometry';
import { ChartDrawing } from './chart-drawing';
import './sparkline.css';

/** A curve alone, as small as a word. */
export function Sparkline(data: ChartData) {
  return (
    <View className="sparkline" aria-hidden="true">
      <ChartDrawing {...layOutChart(data)} />
    </View>
  );
}
