import { View } from '@tarojs/components';
import { ChartDrawing } from './chart-drawing';
import { type ChartData, layOutChart } from './chart-geometry';
import './sparkline.css';

/** A curve alone, as small as a word. */
export function Sparkline(data: ChartData) {
  return (
    <View className="sparkline" aria-hidden="true">
      <ChartDrawing {...layOutChart(data)} />
    </View>
  );
}
