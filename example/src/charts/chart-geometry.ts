import { scaleLinear, scaleTime } from 'd3-scale';
import { area, curveLinear, curveStepAfter, line } from 'd3-shape';

/** The drawing's own units; it is stretched to whatever box it gets. */
export const DRAWING = { width: 1_000, height: 400 } as const;

/** Room above and below, so that the whole of a stroke is seen. */
const INSET = 8;

/** How many labels an axis aims at. */
const TIMES = 3;
const VALUES = 2;

/** A value at an epoch time; null is a gap in the curve. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number | null;
}

/** What a curve is drawn of. */
export interface ChartData {
  /** In the order of their times. */
  readonly points: readonly ChartPoint[];
  /** The first and the last epoch time that is shown. */
  readonly span: readonly [from: number, to: number];
  /** `steps`: a value holds until the next one. `line`: straight from one to the next. */
  readonly curve: 'steps' | 'line';
  /** A value that the axis has in any case. */
  readonly floor?: number | undefined;
  /** How much the axis spans at least. */
  readonly room: number;
}

/** A label of an axis, at so many per cent from the left or from the top. */
export interface Tick {
  readonly value: number;
  readonly position: number;
}

/** A curve as it is drawn: the paths in the units of {@link DRAWING}, the rest in per cent of the box. */
export interface ChartGeometry {
  /** SVG path data; `''` when there is nothing to draw. */
  readonly line: string;
  /** What is below the line. */
  readonly area: string;
  readonly times: readonly Tick[];
  readonly values: readonly Tick[];
  /** Where the newest point lies; undefined when there is none. */
  readonly newest: { readonly left: number; readonly top: number } | undefined;
  /** Where a time lies. */
  left(at: number): number;
  /** Where a value lies. */
  top(value: number): number;
}

/** Lays a curve out. The axis of values begins and ends at round numbers, and has room for one when all are the same. */
export function layOutChart({ points, span, curve, floor, room }: ChartData): ChartGeometry {
  const x = scaleTime(span, [0, DRAWING.width]);
  const y = scaleLinear(extentOf(points, floor, room), [DRAWING.height - INSET, INSET]).nice(VALUES);
  const [bottom = 0] = y.domain();

  const shape = curve === 'steps' ? curveStepAfter : curveLinear;
  const isThere = (point: ChartPoint): point is ChartPoint & { value: number } => point.value !== null;
  const newest = points.filter(isThere).pop();
  const left = ({ at }: ChartPoint) => x(at);
  const top = ({ value }: ChartPoint) => y(value ?? bottom);
  const drawLine = line<ChartPoint>(left, top).defined(isThere).curve(shape).digits(1);
  const drawArea = area<ChartPoint>(left, DRAWING.height, top).defined(isThere).curve(shape).digits(1);

  const fromLeft = (at: number) => (x(at) / DRAWING.width) * 100;
  const fromTop = (value: number) => (y(value) / DRAWING.height) * 100;
  return {
    line: drawLine([...points]) ?? '',
    area: drawArea([...points]) ?? '',
    times: x.ticks(TIMES).map((time) => ({ value: time.getTime(), position: fromLeft(time.getTime()) })),
    values: y.ticks(VALUES).map((value) => ({ value, position: fromTop(value) })),
    newest: newest && { left: fromLeft(newest.at), top: fromTop(newest.value) },
    left: fromLeft,
    top: fromTop,
  };
}

function extentOf(points: readonly ChartPoint[], floor: number | undefined, room: number): [number, number] {
  const values = points.flatMap(({ value }) => (value === null ? [] : [value]));
  if (floor !== undefined) values.push(floor);
  const least = values.length === 0 ? 0 : Math.min(...values);
  return [least, Math.max(least + room, ...values)];
}
