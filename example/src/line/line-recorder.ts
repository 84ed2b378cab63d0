import { type FlightEvent, type FlightRecorder, recordSocket } from '@heartbeat-socket/taro';
import { useSyncExternalStore } from 'react';
import type { AppLine } from './app-line';

/** One for each socket, for as long as that lives: pages come and go. */
const recorders = new WeakMap<AppLine['core'], FlightRecorder>();

/** The recorder of the line, which begins with the first call: before the line is held, so that nothing is missed. */
export function recorderOf({ core }: Pick<AppLine, 'core'>): FlightRecorder {
  const recorder = recorders.get(core) ?? recordSocket(core);
  recorders.set(core, recorder);
  return recorder;
}

/** What happened on the line, oldest first. Renders on each event. */
export function useLineEvents(line: AppLine): readonly FlightEvent[] {
  const { subscribe, events } = recorderOf(line);
  return useSyncExternalStore(subscribe, events, events);
}
