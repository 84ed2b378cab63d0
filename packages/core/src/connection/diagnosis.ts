import type { CloseCauseKind } from './close-cause';
import { ABNORMAL_CLOSURE } from './close-code';

/** How a connection that was open ended. */
export interface Death {
  readonly kind: CloseCauseKind;
  readonly code: number | null;
  /** Milliseconds since anything was sent or received. */
  readonly silence: number;
  /** Whether a frame has ever come in; null without a heartbeat. */
  readonly isProven: boolean | null;
}

/** So many deaths of the same kind in a row are told. */
const UNANSWERED = 2;
const IDLE = 3;
/** No proxy gives up sooner. */
const SHORTEST_IDLE = 3_000;
/** Silences that differ by less are the same. */
const TOLERANCE = 0.1;

/** Notices connections that die again and again in the same way, and tells the developer the likely reason, once each. */
export function createDiagnosis(warn: (message: string) => void): (death: Death) => void {
  let unanswered = 0;
  let idle: number[] = [];
  let hasWarnedOfIdle = false;

  function isSameSilence(silence: number): boolean {
    return idle.every((other) => Math.abs(other - silence) <= TOLERANCE * silence);
  }

  return ({ kind, code, silence, isProven }) => {
    if (kind === 'pong-timeout' && isProven !== null) unanswered = isProven ? 0 : unanswered + 1;
    if (kind === 'pong-timeout' && unanswered === UNANSWERED)
      warn(
        `${UNANSWERED} connections in a row opened and never answered a ping: does the server answer heartbeat.ping with ` +
          'something that heartbeat.isPong knows? If it answers no pings at all, set heartbeat: { answered: false }.',
      );
    const isIdle = kind === 'network' && (code === null || code === ABNORMAL_CLOSURE);
    if (!isIdle || silence < SHORTEST_IDLE) {
      idle = [];
      return;
    }
    idle = isSameSilence(silence) ? [...idle, silence] : [silence];
    if (idle.length < IDLE || hasWarnedOfIdle) return;
    hasWarnedOfIdle = true;
    warn(
      `${IDLE} connections in a row broke (1006) after the same ${Math.round(silence / 1_000)} s of silence: this looks like ` +
        'the idle time-out of a proxy or a server (nginx proxy_read_timeout, haproxy timeout tunnel, Netty read idle). ' +
        'Set heartbeat.interval below it.',
    );
  };
}
