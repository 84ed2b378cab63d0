import { useSocketMessage } from '@heartbeat-socket/taro';
import { useEffect, useState } from 'react';
import type { AppLine } from './app-line';
import { recorderOf } from './line-recorder';

/** When the line last proved what is shown, by a message or a pong: epoch milliseconds, or null before the first. */
export function useLastUpdate(line: AppLine): number | null {
  const recorder = recorderOf(line);
  const [lastUpdate, setLastUpdate] = useState<number | null>(null);
  useSocketMessage(line, (_message, { at }) => setLastUpdate(at));
  useEffect(() => {
    const look = () => {
      const events = recorder.events();
      const newest = events[events.length - 1];
      if (newest?.type === 'pong') setLastUpdate(newest.at);
    };
    look();
    return recorder.subscribe(look);
  }, [recorder]);
  return lastUpdate;
}
