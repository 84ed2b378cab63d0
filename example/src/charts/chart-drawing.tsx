import { View } from '@tarojs/components';
import type { CSSProperties } from 'react';
import { type ChartGeometry, DRAWING } from './chart-geometry';
import './chart-drawing.css';

const STROKE = `fill='none' stroke='black' stroke-width='2' stroke-linecap='round' stroke-linejoin='round'`;

/**
 * A curve and what is below it. They are SVGs that mask plain views, which needs no canvas on any platform: they fit
 * their box without being measured, and take their colours from the style sheet, also when the theme changes.
 */
export function ChartDrawing({ line, area }: Pick<ChartGeometry, 'line' | 'area'>) {
  if (line === '') return null;
  return (
    <>
      <View className="chart-drawing chart-area" style={maskOf(`<path d='${area}'/>`)} />
      <View
        className="chart-drawing chart-line"
        style={maskOf(`<path d='${line}' ${STROKE} vector-effect='non-scaling-stroke'/>`)}
      />
    </>
  );
}

/** By a variable, for Taro knows only some of the properties that a mask has on all platforms. */
function maskOf(content: string): CSSProperties {
  const box = `viewBox='0 0 ${DRAWING.width} ${DRAWING.height}' preserveAspectRatio='none'`;
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' ${box}>${content}</svg>`;
  return { '--drawing': `url("data:image/svg+xml,${encodeURIComponent(svg)}")` } as CSSProperties;
}
