import { describe, expect, it } from 'vitest';
import { type ChartData, layOutChart } from './chart-geometry';

const minutes = (count: number) => count * 60_000;

const prices: ChartData = {
  curve: 'steps',
  room: 100,
  span: [0, minutes(10)],
  points: [
    { at: 0, value: 1_000 },
    { at: minutes(5), value: 3_000 },
    { at: minutes(10), value: 3_000 },
  ],
};

describe('layOutChart', () => {
  it('holds a value until the next one when it draws steps', () => {
    expect(layOutChart(prices).line).toBe('M0,392L500,392L500,8L1000,8L1000,8');
  });

  it('fills what is below the line', () => {
    expect(layOutChart(prices).area).toBe(
      'M0,392L500,392L500,8L1000,8L1000,8L1000,400L1000,400L500,400L500,400L0,400Z',
    );
  });

  it('knows where the newest point lies, a gap aside', () => {
    const points = [...prices.points, { at: minutes(10), value: null }];
    expect(layOutChart({ ...prices, points }).newest).toEqual({ left: 100, top: 2 });
  });

  it('breaks a line at a gap', () => {
    const points = [
      { at: 0, value: 10 },
      { at: minutes(2), value: 20 },
      { at: minutes(3), value: null },
      { at: minutes(4), value: 10 },
      { at: minutes(5), value: 20 },
    ];
    const { line } = layOutChart({ ...prices, curve: 'line', points });
    expect(line.match(/M[\d.]+/g)).toEqual(['M0', 'M400']);
  });

  it('begins and ends the axis of values at round numbers, in per cent from the top', () => {
    const points = [
      { at: 0, value: 12_345 },
      { at: minutes(10), value: 15_678 },
    ];
    const { values } = layOutChart({ ...prices, points });
    expect(values.map(({ value }) => value)).toEqual([12_000, 14_000, 16_000]);
    expect(values.map(({ position }) => position)).toEqual([98, 50, 2]);
  });

  it('has a floor that no value reaches', () => {
    const points = [{ at: 0, value: 40 }];
    expect(layOutChart({ ...prices, points, floor: 0 }).values[0]).toEqual({ value: 0, position: 98 });
  });

  it.each([
    ['without points', []],
    ['of gaps', [{ at: 0, value: null }]],
  ])('draws nothing %s, and keeps its axes', (_, points) => {
    const { line, area, newest, times, values } = layOutChart({ ...prices, points });
    expect([line, area, newest]).toEqual(['', '', undefined]);
    expect([times.length > 0, values.length > 0]).toEqual([true, true]);
  });

  it('spans some room where a value never changes', () => {
    const points = [
      { at: 0, value: 500 },
      { at: minutes(10), value: 500 },
    ];
    const { top, values } = layOutChart({ ...prices, points });
    expect(top(500)).toBe(98);
    expect(values.map(({ value }) => value)).toEqual([500, 550, 600]);
  });

  it('places times and points in per cent of the box', () => {
    const { left, top, times } = layOutChart(prices);
    expect([left(minutes(2.5)), top(2_000)]).toEqual([25, 50]);
    expect(times.map(({ value, position }) => [value, position])).toEqual([
      [0, 0],
      [minutes(5), 50],
      [minutes(10), 100],
    ]);
  });
});
