import type { Guard } from '../connection/retry-policy';
import { type Cancel, type Clock, noop } from '../ports/clock';
import type { Frame } from '../ports/ports';
import type { ResolvedHeartbeat } from '../socket/resolve-options';
import type { SentPing } from './heartbeat';
import { pingFrame } from './ping-frame';

/** What an early ping needs of the attempt that it is sent on. */
interface EarlyPingHost {
  readonly clock: Clock;
  options(): ResolvedHeartbeat | null;
  readonly guard: Guard;
  /** Changes when the attempt is over. */
  generation(): number;
  /** `onFail` hears, perhaps late, that the platform did not take it. */
  send(frame: Frame, onFail: () => void): void;
  /** It failed, and the connection may have opened meanwhile and count on its answer. */
  failed(): void;
}

/** The ping of a connection that cannot say whether it is open. */
export interface EarlyPing {
  /** Sends it when the connection has not opened in time. */
  arm(): void;
  /** It has opened, or is given up. */
  disarm(): void;
  /** The ping that is under way, if any: the heartbeat's from now on. */
  take(): SentPing | null;
}

/**
 * How long to wait for `opened`. If it came before anybody was there to hear it, the answer to the ping proves that the
 * connection is open: Taro's promise brings the task after `open` where promises are slow (iOS 15 and older), and
 * Alipay's tasks have no `readyState`. A platform that is not open yet fails the ping, which means nothing.
 */
const PATIENCE = 1_000;

/** Makes the early ping of an engine; nothing is armed yet. */
export function createEarlyPing(host: EarlyPingHost): EarlyPing {
  let sent: SentPing | null = null;
  let cancel: Cancel = noop;

  function send(): void {
    const mine = host.generation();
    const options = host.options();
    const at = host.clock.now();
    const frame = options && pingFrame(options, { seq: 1, now: at, rtt: null }, host.guard);
    // A function of the user may have ended the attempt while it made the frame.
    if (!frame || mine !== host.generation()) return;
    sent = { frame, at };
    host.send(frame, () => {
      if (mine !== host.generation()) return;
      sent = null;
      host.failed();
    });
  }

  return {
    arm() {
      cancel = host.clock.after(PATIENCE, send);
    },
    disarm: () => cancel(),
    take() {
      const taken = sent;
      sent = null;
      return taken;
    },
  };
}
