import type { Attempt } from '../connection/attempt';
import type { SocketContext } from '../socket/context';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import { pingFrame, type SentPing } from './pings';

/** The ping of an attempt that cannot say whether it is open. */
export interface EarlyPing {
  /** It has opened: no early ping goes out any more. Gives the one that is under way, if any; the heartbeat's from now on. */
  take(): SentPing | null;
}

/**
 * How long to wait for `opened`. If it came before anybody was there to hear it, the answer to the ping proves that the
 * connection is open: Taro's promise brings the task after `open` where promises are slow (iOS 15 and older), and
 * Alipay's tasks have no `readyState`. A platform that is not open yet fails the ping, which means nothing.
 */
const PATIENCE = 1_000;

/** Arms the early ping of an attempt. `failed` hears that the platform did not take it, perhaps late. */
export function armEarlyPing(
  attempt: Attempt,
  options: () => ResolvedHeartbeat | null,
  { turns, ports }: SocketContext,
  failed: () => void,
): EarlyPing {
  let sent: SentPing | null = null;

  function fail(): void {
    sent = null;
    if (!attempt.isOver) failed();
  }

  const cancel = attempt.after(PATIENCE, () => {
    const resolved = options();
    // Nobody answers a keep-alive.
    if (!resolved?.answered) return;
    const frame = pingFrame(resolved, { seq: 1, now: ports.clock.wall(), rtt: null }, turns.ask);
    if (frame === undefined) return;
    sent = { frame, at: turns.now() };
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
