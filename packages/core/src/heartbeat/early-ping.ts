import type { Attempt } from '../connection/attempt';
import { offsetOf } from '../ports/clock';
import type { Frame } from '../ports/ports';
import type { SocketContext } from '../socket/context';
import type { HeartbeatStart } from './heartbeat-host';
import type { PingInfo } from './heartbeat-options';

/** The ping of an attempt that cannot say whether it is open; where there is a login, that is said in its place. */
export interface EarlyPing {
  /** It has opened: no early ping goes out any more. Gives the one that is under way, if any; the heartbeat's from now on. */
  take(): HeartbeatStart['early'];
}

/**
 * How long to wait for `opened`. If it came before anybody was there to hear it, the answer to the ping proves that the
 * connection is open: Taro's promise brings the task after `open` where promises are slow (iOS 15 and older), and
 * Alipay's tasks have no `readyState`. A platform that is not open yet fails the ping, which means nothing.
 */
const PATIENCE = 1_000;

/** Arms the early ping of an attempt. */
export function armEarlyPing(
  attempt: Attempt,
  { turns, ports }: SocketContext,
  host: {
    /** Makes the ping; undefined where none is sent. */
    frame(info: PingInfo): Frame | undefined;
    /** The platform did not take it; told late, perhaps. */
    failed(): void;
  },
): EarlyPing {
  let sent: HeartbeatStart['early'] = null;

  function fail(): void {
    sent = null;
    if (!attempt.isOver) host.failed();
  }

  const cancel = attempt.after(PATIENCE, () => {
    const frame = host.frame({ seq: 1, now: ports.clock.wall(), rtt: null });
    if (frame === undefined) return;
    const at = turns.now();
    sent = { seq: 1, frame, at, wallOffset: offsetOf(ports.clock) };
    if (attempt.send(frame, fail)) fail();
  });

  return {
    take() {
      cancel();
      const taken = sent;
      sent = null;
      return taken;
    },
  };
}
