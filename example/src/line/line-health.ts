import type { CloseCause, FlightEvent } from '@heartbeat-socket/taro';
import type { ChartData, ChartPoint } from '../charts/chart-geometry';

/** The least that the curve of round trips shows, in milliseconds of time and of round trip. */
const SHORTEST = 60_000;
const ROOM = 20;

/** A connection that was lost, or an attempt that failed. */
export interface Loss {
  readonly at: number;
  /** The number of the attempt that it was. */
  readonly connection: number;
  readonly cause: CloseCause;
  /** Milliseconds until the next connection was open; null while there is none. */
  readonly downtime: number | null;
}

/** What support wants to know about a line, as far as its recording goes back. */
export interface LineHealth {
  /** Milliseconds; null before the first pong. */
  readonly rtt: { readonly last: number; readonly median: number; readonly worst: number } | null;
  readonly pings: number;
  readonly pongs: number;
  /** Connections that came to be open. */
  readonly opened: number;
  /** Newest first. */
  readonly losses: readonly Loss[];
}

/** Sums a recording up. */
export function healthOf(events: readonly FlightEvent[]): LineHealth {
  const rtts = events.flatMap((event) => (event.type === 'pong' ? [event.rtt] : []));
  return {
    rtt: rttOf(rtts),
    pings: events.filter(({ type }) => type === 'ping').length,
    pongs: rtts.length,
    opened: events.filter(isOpening).length,
    losses: lossesOf(events),
  };
}

/** The round trips over time: the line has a gap where a connection was lost. */
export function rttHistory(events: readonly FlightEvent[]): ChartData {
  const points = events.flatMap((event): ChartPoint[] => {
    if (event.type === 'pong') return [{ at: event.at, value: event.rtt }];
    return event.type === 'close' ? [{ at: event.at, value: null }] : [];
  });
  const to = events[events.length - 1]?.at ?? 0;
  const from = Math.min(events[0]?.at ?? 0, to - SHORTEST);
  return { points, span: [from, to], curve: 'line', floor: 0, room: ROOM };
}

function rttOf(rtts: readonly number[]): LineHealth['rtt'] {
  const sorted = [...rtts].sort((a, b) => a - b);
  const [last, median, worst] = [
    rtts[rtts.length - 1],
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[sorted.length - 1],
  ];
  return last === undefined || median === undefined || worst === undefined ? null : { last, median, worst };
}

function lossesOf(events: readonly FlightEvent[]): Loss[] {
  const losses: Loss[] = [];
  events.forEach((event, index) => {
    if (event.type !== 'close') return;
    const { at, connection, cause } = event;
    const next = events.slice(index).find(isOpening);
    losses.unshift({ at, connection, cause, downtime: next ? next.at - at : null });
  });
  return losses;
}

function isOpening(event: FlightEvent): boolean {
  return event.type === 'status' && event.status === 'open';
}
