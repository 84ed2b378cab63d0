import type { DropReason } from '@heartbeat-socket/core';
import type { Core } from './socket-model';

/** A message that was sent, and all that became of it. */
interface Letter {
  readonly number: number;
  readonly text: string;
  readonly core: Core;
  readonly isRequest: boolean;
  result: string | null;
  handed: number;
  failures: number;
  drop: DropReason | null;
  /** It was for a destination that the socket has left. */
  isStale: boolean;
  outcome: string | null;
  /** In ticks, and in what had passed. */
  readonly bornAt: number;
  readonly bornAfter: number;
  readonly timeout: number;
  /** What the server answered, first or later. */
  readonly answers: Set<string>;
}

/** Accounts for all that is sent and asked. */
export interface Mail {
  send(core: Core, mayQueue: boolean): void;
  request(core: Core, retry: boolean, timeout: number): void;
  /** A frame was handed to the platform; `isGreeting`: an `onOpen` of its socket runs. */
  handed(frame: string, isGreeting: boolean): void;
  failed(frame: string): void;
  /** The socket goes to another destination. */
  rekeyed(core: Core): void;
  dropped(core: Core, text: string, reason: DropReason): void;
  /** The server answers a request. */
  answered(frame: string, outcome: string): void;
  /** How many requests of this socket are open. */
  openRequests(core: Core): number;
  /** The ids of requests that the server has heard of, as the frames that carried them. */
  readonly askedFrames: readonly string[];
  check(cores: readonly Core[]): void;
  /** All has ended: nothing may be under way. */
  checkEnd(): void;
}

interface MailHost {
  ticks(): number;
  elapsed(): number;
  fault(what: string): void;
  /** Requests whose timers are gone end with their connection only. */
  hasLostTimers(): boolean;
}

const REJECTIONS = ['request-rejected', 'request-timeout', 'not-sent', 'unknown'];
/** Two timers may be due at once, and the first moves the others. */
const SLACK = 5;

/** What stands before the id of a request. */
const textOf = (frame: string) => frame.split('#')[0] as string;

/** Makes the accounts of one schedule. */
export function createMail({ ticks, elapsed, fault, hasLostTimers }: MailHost): Mail {
  const letters = new Map<string, Letter>();
  const askedFrames: string[] = [];
  /** What waited when something later went first. */
  let overtaken: Array<readonly [earlier: Letter, later: Letter]> = [];

  function begin(core: Core, isRequest: boolean, timeout: number): Letter {
    const number = letters.size + 1;
    const letter: Letter = {
      number,
      text: `${isRequest ? 'q' : 's'}${number}`,
      core,
      isRequest,
      result: null,
      handed: 0,
      failures: 0,
      drop: null,
      isStale: false,
      outcome: null,
      bornAt: ticks(),
      bornAfter: elapsed(),
      timeout,
      answers: new Set(),
    };
    letters.set(letter.text, letter);
    return letter;
  }

  const isWaiting = ({ isRequest, result, handed, failures, drop }: Letter) =>
    !isRequest && result !== null && result !== 'dropped' && drop === null && handed === failures;

  function settled(letter: Letter, outcome: string): void {
    const { text, handed, failures, answers } = letter;
    if (letter.outcome !== null) return fault(`${text} was settled twice, ${letter.outcome} and ${outcome}`);
    letter.outcome = outcome;
    const [kind, code = ''] = outcome.split(' ');
    if (kind === 'value')
      return answers.has(outcome) ? undefined : fault(`${text} got ${outcome}, which nobody answered`);
    if (!REJECTIONS.includes(code)) fault(`${text} was rejected with ${code}`);
    if (code === 'request-rejected' && !answers.has(outcome)) fault(`${text} was rejected by nobody`);
    if (code === 'not-sent' && handed > failures) fault(`${text} is told as not sent, and was`);
    if (code === 'unknown' && handed === 0) fault(`${text} is told as lost on the way, and never left`);
    if (code === 'request-timeout' && elapsed() - letter.bornAfter < letter.timeout)
      fault(`${text} ran out of time early`);
  }

  function checkLetter(letter: Letter): void {
    const { text, isRequest, result, handed, failures, drop, outcome, isStale } = letter;
    if (isRequest) {
      const age = ticks() - letter.bornAt;
      if (outcome === null && age > letter.timeout + SLACK && !hasLostTimers())
        fault(`${text} has not settled ${age} ms after it was asked, with a timeout of ${letter.timeout} ms`);
      return;
    }
    if (isStale && drop === null) fault(`${text} waits, and is for a destination that was left`);
    if (handed > failures + 1) fault(`${text} was sent ${handed} times, and failed ${failures} times`);
    if (drop !== null && handed > failures) fault(`${text} was sent, and dropped as ${drop}`);
    if (result === 'sent' && handed === 0) fault(`${text} was told as sent, and was not`);
    if (result === 'dropped' && drop === null) fault(`${text} was told as dropped, and onDrop was not called`);
    if (result !== 'dropped' && drop === 'not-queued') fault(`${text} was queued, and dropped as not queued`);
  }

  return {
    askedFrames,
    send(core, mayQueue) {
      const letter = begin(core, false, Infinity);
      letter.result = core.send(letter.text, { queue: mayQueue });
      if (!mayQueue && letter.result === 'queued' && letter.failures === 0)
        fault(`${letter.text} was queued, and must not be`);
    },
    request(core, retry, timeout) {
      const letter = begin(core, true, timeout);
      core.request<string>(letter.text, { retry, timeout }).then(
        (value) => settled(letter, `value ${value}`),
        ({ code }) => settled(letter, `error ${code}`),
      );
    },
    handed(frame, isGreeting) {
      const letter = letters.get(textOf(frame));
      if (!letter) return;
      letter.handed += 1;
      if (letter.isStale) fault(`${letter.text} went to another destination`);
      if (letter.isRequest) {
        if (!askedFrames.includes(frame)) askedFrames.push(frame);
        return;
      }
      if (letter.handed > 1 || isGreeting) return;
      for (const each of letters.values())
        if (each.core === letter.core && each.number < letter.number && isWaiting(each)) overtaken.push([each, letter]);
    },
    rekeyed(core) {
      for (const letter of letters.values()) if (letter.core === core && isWaiting(letter)) letter.isStale = true;
    },
    failed(frame) {
      const letter = letters.get(textOf(frame));
      if (letter) letter.failures += 1;
    },
    dropped(core, text, reason) {
      const letter = letters.get(text);
      if (!letter) return fault(`${text} was dropped, and nobody had sent it`);
      if (letter.core !== core) fault(`${text} was dropped by another socket`);
      if (letter.drop !== null) fault(`${text} was dropped twice, ${letter.drop} and ${reason}`);
      letter.drop = reason;
    },
    answered(frame, outcome) {
      letters.get(textOf(frame))?.answers.add(outcome);
    },
    openRequests: (core) =>
      [...letters.values()].filter((each) => each.core === core && each.isRequest && each.outcome === null).length,
    check(cores) {
      for (const letter of letters.values()) checkLetter(letter);
      // What ran out just then was on its way out.
      for (const [earlier, later] of overtaken)
        if (earlier.drop === null) fault(`${later.text} overtook ${earlier.text}`);
      overtaken = [];
      for (const core of cores) {
        const { pending } = core.getSnapshot();
        const waiting = [...letters.values()].filter((each) => each.core === core && isWaiting(each)).length;
        const most = waiting + this.openRequests(core);
        if (pending < waiting || pending > most) fault(`pending is ${pending}, and ${waiting} to ${most} wait`);
      }
    },
    checkEnd() {
      for (const letter of letters.values()) {
        if (letter.isRequest && letter.outcome === null) fault(`${letter.text} never settled`);
        if (isWaiting(letter)) fault(`${letter.text} was neither sent nor dropped`);
      }
    },
  };
}
