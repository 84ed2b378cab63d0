import { type Freshness, useFreshness } from '@heartbeat-socket/taro';
import type { AppLine } from '../line/app-line';

/** How far what is shown of a lot can be trusted: on a live line the newest price may still be on its way. */
export function usePriceFreshness(line: AppLine): Freshness {
  const freshness = useFreshness(line);
  return freshness === 'live' && line.syncing ? 'suspect' : freshness;
}
