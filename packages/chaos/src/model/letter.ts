import type { DropReason, SendResult, Status } from '@heartbeat-socket/core';
import type { Destination } from './destination';

type Fault = (what: string) => void;

/** A message that was sent, and all that became of it. */
export interface Letter {
  readonly number: number;
  readonly text: string;
  readonly destination: Destination;
  readonly isRequest: boolean;
  /** What the component showed when it was sent. */
  readonly shown: Status;
  readonly ttl: number;
  readonly isDeferred: boolean;
  /** It takes its place behind what waits. */
  readonly mayWait: boolean;
  /** Its component was elsewhere, or did not want the shared socket: the answer is all that it is told. */
  readonly isOutside: boolean;
  readonly isElsewhere: boolean;
  result: SendResult | null;
  handed: number;
  failures: number;
  drop: DropReason | null;
  /** Its socket has ended: nobody need be told any more. */
  isForgotten: boolean;
  /** It failed when nobody was there any more. */
  isWrittenOff: boolean;
  outcome: string | null;
  /** In ticks, and in what had passed. */
  readonly bornAt: number;
  readonly bornAfter: number;
  /** How much of its age a clock that was set back may have hidden. */
  mayMiss: number;
  /** What a clock that was set back had hidden before its birth, and a timer of before may make good after it. */
  readonly mayGain: number;
  /** Since when a clock that was set back while the app is hidden may hide what passes, and how much of it. */
  blind: { readonly since: number; readonly most: number } | null;
  wasSetForward: boolean;
  readonly timeout: number;
  /** What the server answered, first or later. */
  readonly answers: Set<string>;
}

/** A message that has neither left nor been dropped. */
export const isWaiting = ({ isRequest, result, handed, failures, drop }: Letter): boolean =>
  !isRequest && result !== null && result !== 'dropped' && drop === null && handed === failures;

/** A timer drops it when it expires: nothing is open, and the app goes on. */
export function isWatched(letter: Letter): boolean {
  const { destination, failures, isForgotten } = letter;
  const { status } = destination.core.getSnapshot();
  const isTrying = status === 'connecting' || status === 'waiting';
  // One that the platform failed comes back late, and goes with the next timer.
  return isTrying && isWaiting(letter) && failures === 0 && !isForgotten && !destination.isLeft;
}

/** What became of a message is what was told of it. */
export function judgeMessage(letter: Letter, fault: Fault): void {
  const { text, result, handed, failures, drop, destination } = letter;
  // What React hides may have never connected: then it waits for its ttl, or for the show.
  const hasGone = destination.isLeft && destination.core.getSnapshot().status !== 'idle';
  if (hasGone && isWaiting(letter)) fault(`${text} waits for ${destination.name}, which was left`);
  if (handed > failures + 1) fault(`${text} was sent ${handed} times, and failed ${failures} times`);
  if (drop !== null && handed > failures && !letter.isWrittenOff) fault(`${text} was sent, and dropped as ${drop}`);
  if (result === 'sent' && handed === 0) fault(`${text} was told as sent, and was not`);
  if (result === 'dropped' && drop === null && !letter.isOutside)
    fault(`${text} was told as dropped, and onDrop was not called`);
  if (result !== 'dropped' && drop === 'not-queued') fault(`${text} was queued, and dropped as not queued`);
  judgePromise(letter, fault);
}

/** What a component shows and what it can do agree. */
function judgePromise(letter: Letter, fault: Fault): void {
  const { text, result, drop, shown, failures, isDeferred, isOutside, isElsewhere, destination } = letter;
  if (result === null) return;
  if (isOutside) {
    if (isElsewhere && result !== 'dropped')
      fault(`${text} was ${result} for ${destination.name}, which its component has left`);
    return;
  }
  if (isDeferred && result !== 'queued') fault(`${text} was sent by a question, and send answered ${result}`);
  if (isDeferred) return;
  // What could not be sent may have cost the last attempt that there was.
  if (result === 'dropped' && drop === 'closed' && shown !== 'closed' && failures === 0)
    fault(`${text} was dropped as closed by what showed ${shown}`);
  if (shown === 'closed' && result !== 'dropped') fault(`${text} was ${result} by what showed closed`);
}

/** A message may have been sent with the shorter of the two that components have. */
const SHORTEST_TTL = 3_000;
/** The larger limit of the two that components have. */
export const MOST_WAITING = 4;
/** Two timers may be due at once, and the first moves the others. */
export const SLACK = 5;

/** Nothing expires early. `age` is in what had passed. */
export function judgeExpiry({ text, ttl, mayGain, wasSetForward }: Letter, age: number, fault: Fault): void {
  if (!wasSetForward && age < Math.min(ttl, SHORTEST_TTL) - mayGain - SLACK) fault(`${text} expired after ${age} ms`);
}

const REJECTIONS = ['request-rejected', 'request-timeout', 'not-sent', 'unknown', 'encode'];

/** A request settles once, with an outcome that is true. `age` is in what had passed. */
export function judgeOutcome(letter: Letter, outcome: string, age: number, fault: Fault): void {
  const { text, handed, failures, answers } = letter;
  if (letter.outcome !== null) return fault(`${text} was settled twice, ${letter.outcome} and ${outcome}`);
  const [kind, code = ''] = outcome.split(' ');
  if (kind === 'value')
    return answers.has(outcome) ? undefined : fault(`${text} got ${outcome}, which nobody answered`);
  if (!REJECTIONS.includes(code)) fault(`${text} was rejected with ${code}`);
  if (code === 'request-rejected' && !answers.has(outcome)) fault(`${text} was rejected by nobody`);
  if (code === 'not-sent' && handed > failures) fault(`${text} is told as not sent, and was`);
  if (code === 'unknown' && handed === 0) fault(`${text} is told as lost on the way, and never left`);
  if (code === 'request-timeout' && age < letter.timeout && !letter.wasSetForward)
    fault(`${text} ran out of time early`);
}
