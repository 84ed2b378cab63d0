import { useHeartbeatSocket } from '@heartbeat-socket/taro';
import { type AppLine, hearRefusals, lineOptions } from '../line/app-line';
import { recorderOf } from '../line/line-recorder';
import { socketUrlOf } from '../line/server-api';
import { currentSession } from '../line/session';

/** Faster than the app's, for a visitor watches it; and paused in the background on H5 too, as in a mini-program. */
const options = {
  ...lineOptions,
  key: 'lab',
  heartbeat: { ...lineOptions.heartbeat, interval: 2_000, pongTimeout: 3_000 },
  background: 'pause',
} as const;

/** The server breaks no line that has not asked for it. */
async function labUrl(): Promise<string> {
  return `${socketUrlOf(await currentSession())}&lab=1`;
}

/** The visitor's line in the lab, beside the app's: it lives as long as the page. */
export function useLabLine(enabled: boolean): AppLine {
  const line = useHeartbeatSocket(labUrl, { ...options, enabled });
  recorderOf(line);
  hearRefusals(line);
  return line;
}
