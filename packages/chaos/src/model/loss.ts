import type { CloseCauseKind } from '@heartbeat-socket/core';
import type { FakeConnection } from '@heartbeat-socket/testing';
import { fake } from '../stage/fake-platform';
import { IDLE } from '../stage/pace';
import { isShared } from '../stage/sharing';
import type { Stage } from '../stage/stage';
import { TIMING } from '../stage/timing';
import { type Destination, isFor } from './destination';
import { isHeld, membersAt, paceAt } from './present';

/** So long after a show the platform may still be resuming. */
const GRACE = 2_000;
/** A dead line is noticed within this. */
export const LIFE = TIMING.interval + 2 * TIMING.pongTimeout;

/** A line that lives, and that was asked, is not given up; and whoever leaves a shared line leaves it to the others. */
export function judgeLoss(stage: Stage, destination: Destination, cause: CloseCauseKind): void {
  const { server, time, lateAt, excusedUntil, fault } = stage;
  if (cause === 'disconnect' && isShared(stage.setting) && destination.disconnectedAt !== time.ticks())
    fault(`${destination.name} was disconnected, and nobody had said so`);
  judgeGrace(stage, destination, cause);
  const line = fake.server.connections.findLast(({ url }) => isFor(destination, url));
  const isEnded = line !== undefined && server.ended.delete(line);
  if (cause === 'interrupted' && isEnded) fault(`${destination.name} takes the server's own close for the platform's`);
  if (cause !== 'pong-timeout') return;
  const now = time.ticks();
  // A longer trip than a probe waits for at least has to have been measured.
  const isSlow =
    server.latency >= TIMING.pongTimeout || (server.latency >= TIMING.probe && destination.trip < server.latency);
  const isExcused = now <= excusedUntil || now - lateAt <= 2 * LIFE || !server.answersPings || isSlow;
  const isAlive = line && !server.silent.has(line) && (line.isOpen || line.closedByApp);
  if (isAlive && !isExcused) fault(`${destination.name} gave up a line that lives, as silent`);
}

/**
 * While the platform resumes it refuses what it would take a moment later: the first loss after a show is not counted.
 * That the show itself gives up a line is no loss.
 */
function judgeGrace({ time, clockSetAt, fault }: Stage, destination: Destination, cause: CloseCauseKind): void {
  const { name, shownAt, distrusted } = destination;
  // Of the attempt that comes next the platform may tell a failure before anybody has looked.
  if (distrusted !== null) destination.distrusted = null;
  else destination.shownAt = null;
  const isSure = shownAt !== null && clockSetAt < time.ticks() - GRACE;
  if (cause === 'gave-up' && isSure && time.elapsed() - shownAt < GRACE) fault(`${name} gave up while it resumed`);
}

/** Who has turned the heartbeat off pings no more. */
export function judgePing(stage: Stage, destination: Destination): void {
  const isOff = paceAt(stage, destination) === null;
  const isChanging = membersAt(stage, destination).some(({ isCommitting }) => isCommitting);
  if (isOff && !isChanging && isHeld(stage, destination))
    stage.fault(`${destination.name} pings with its heartbeat off`);
}

/** A keep-alive keeps a line alive, unless timers came late or the platform took nothing. */
export function judgeIdle(
  { time, disturbedAt, isHidden, hasLostTimers, destinations, fault }: Stage,
  line: FakeConnection,
): void {
  const isExcused = time.ticks() - disturbedAt <= 2 * LIFE || isHidden || hasLostTimers;
  const destination = destinations.findLast((each) => isFor(each, line.url));
  const isIts = destination && !destination.isLeft && destination.core.getSnapshot().status === 'open';
  if (isIts && !isExcused && time.ticks() - destination.statusSince >= IDLE)
    fault(`${destination.name} was hung up on, for it was silent`);
}
