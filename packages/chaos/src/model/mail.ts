import type { DropReason } from '@heartbeat-socket/core';
import { load } from '../stage/cargo';
import { LONGEST_TIMER } from '../stage/server-time';
import type { TappedTask } from '../stage/taps';
import { type Core, type Destination, isFor } from './destination';
import {
  isWaiting,
  isWatched,
  judgeExpiry,
  judgeMessage,
  judgeOutcome,
  type Letter,
  MOST_WAITING,
  SLACK,
} from './letter';

import type { Sending } from './sending';

/** Accounts for all that is sent and asked, by destination. */
export interface Mail {
  send(sending: Sending): void;
  request(sending: Sending, retry: boolean, timeout: number): void;
  /** A frame was handed to the platform on a line to this url. */
  handed(frame: string, task: TappedTask): void;
  failed(frame: string): void;
  dropped(core: Core, text: string, reason: DropReason): void;
  /** A shared socket has ended. What comes to its key next is another one. */
  forgotten(core: Core): void;
  /** The wall clock was set; the app is shown again; the device has slept for so long. */
  wasSet(by: number): void;
  shown(): void;
  slept(milliseconds: number): void;
  /** The server answers a request. */
  answered(frame: string, outcome: string): void;
  /** How many requests of this destination are open. */
  openRequests(core: Core): number;
  destinationOf(text: string): Destination | undefined;
  /** What was sent for it and has neither left nor been dropped. */
  waiting(destination: Destination): readonly string[];
  /** The ids of requests that the server has heard of, as the frames that carried them. */
  readonly askedFrames: readonly string[];
  check(destinations: readonly Destination[]): void;
  /** All has ended: nothing may be under way. */
  checkEnd(): void;
}

interface MailHost {
  ticks(): number;
  elapsed(): number;
  fault(what: string): void;
  /** Requests whose timers are gone end with their connection only. */
  hasLostTimers(): boolean;
  isHidden(): boolean;
  readonly hasOutbox: boolean;
  /** A message that may wait goes out, and `onOpen` does not run. */
  overtakes(text: string, destination: Destination, task: TappedTask): void;
}

/** What stands before the id of a request. */
const textOf = (frame: string) => frame.split('#')[0] as string;

/** Makes the accounts of one schedule. */
export function createMail({ ticks, elapsed, fault, hasLostTimers, isHidden, hasOutbox, overtakes }: MailHost): Mail {
  const letters = new Map<string, Letter>();
  const askedFrames: string[] = [];
  /** When the clock was set back last, in what had passed, and by how much. */
  let setBack = { at: Number.NEGATIVE_INFINITY, by: 0 };
  /** What waited when something later went first. */
  let overtaken: Array<readonly [earlier: Letter, later: Letter]> = [];

  function begin(sending: Sending, isRequest: boolean, timeout: number): Letter {
    const { destination, sender, ttl, isDeferred = false, isOutside = false, isElsewhere = false } = sending;
    const number = letters.size + 1;
    const letter: Letter = {
      number,
      text: `${isRequest ? 'q' : 's'}${number}`,
      destination,
      isRequest,
      shown: sender.status,
      ttl,
      isDeferred,
      mayWait: sending.mayQueue !== false && hasOutbox,
      isOutside: isOutside || isElsewhere,
      isElsewhere,
      result: null,
      handed: 0,
      failures: 0,
      drop: null,
      isForgotten: false,
      isWrittenOff: false,
      outcome: null,
      bornAt: ticks(),
      bornAfter: elapsed(),
      mayMiss: 0,
      mayGain: elapsed() - setBack.at <= LONGEST_TIMER ? setBack.by : 0,
      blind: null,
      wasSetForward: false,
      timeout,
      answers: new Set(),
    };
    letters.set(letter.text, letter);
    return letter;
  }

  const lettersOf = (core: Core) => [...letters.values()].filter(({ destination }) => destination.core === core);

  function checkLetter(letter: Letter): void {
    const age = ticks() - letter.bornAt;
    if (!letter.isRequest) {
      judgeMessage(letter, fault);
      if (isWatched(letter) && age > letter.ttl + letter.mayMiss + SLACK && !hasLostTimers())
        fault(`${letter.text} has been waiting for ${age} ms, with a ttl of ${letter.ttl} ms`);
      return;
    }
    if (letter.outcome === null && age > letter.timeout + SLACK && !hasLostTimers())
      fault(`${letter.text} has not settled ${age} ms after it was asked, with a timeout of ${letter.timeout} ms`);
  }

  function checkAge({ text, ttl, bornAfter, mayMiss }: Letter): void {
    const age = elapsed() - bornAfter;
    if (age > ttl + mayMiss + SLACK) fault(`${text} was sent ${age} ms after its birth, with a ttl of ${ttl} ms`);
  }

  return {
    askedFrames,
    send(sending) {
      const { sender, mayQueue = true, cargo } = sending;
      const letter = begin(sending, false, Infinity);
      letter.result = sender.send(load(letter.text, cargo), { queue: mayQueue });
      if (!mayQueue && letter.result === 'queued' && letter.failures === 0)
        fault(`${letter.text} was queued, and must not be`);
    },
    request(sending, retry, timeout) {
      const letter = begin(sending, true, timeout);
      const settled = (outcome: string) => {
        judgeOutcome(letter, outcome, elapsed() - letter.bornAfter, fault);
        letter.outcome ??= outcome;
      };
      sending.sender.request<string>(letter.text, { retry, timeout }).then(
        (value) => settled(`value ${value}`),
        ({ code }) => settled(`error ${code}`),
      );
    },
    handed(frame, task) {
      const { url } = task;
      const letter = letters.get(textOf(frame));
      if (!letter) return;
      const { text, destination, isRequest } = letter;
      letter.handed += 1;
      if (!isFor(destination, url)) fault(`${text} is for ${destination.name}, and went to ${url}`);
      if (isRequest) {
        if (!askedFrames.includes(frame)) askedFrames.push(frame);
        return;
      }
      if (letter.handed === 1) checkAge(letter);
      if (letter.handed > 1 || destination.greetings > 0) return;
      if (letter.mayWait) overtakes(text, destination, task);
      for (const each of letters.values())
        if (each.destination === destination && each.number < letter.number && isWaiting(each))
          overtaken.push([each, letter]);
    },
    failed(frame) {
      const letter = letters.get(textOf(frame));
      // Of a destination that was left nobody need be told any more.
      if (letter && (letter.destination.isLeft || letter.isForgotten)) letter.isWrittenOff = true;
      else if (letter) letter.failures += 1;
    },
    forgotten(core) {
      for (const letter of lettersOf(core)) letter.isForgotten = true;
    },
    dropped(core, text, reason) {
      const letter = letters.get(text);
      if (!letter) return fault(`${text} was dropped, and nobody had sent it`);
      if (letter.destination.core !== core) fault(`${text} was dropped by another socket`);
      if (letter.drop !== null) fault(`${text} was dropped twice, ${letter.drop} and ${reason}`);
      letter.drop = reason;
      if (reason === 'expired') judgeExpiry(letter, elapsed() - letter.bornAfter, fault);
    },
    wasSet(by) {
      if (by < 0) setBack = { at: elapsed(), by: -by };
      for (const letter of letters.values()) {
        if (by > 0) letter.wasSetForward = true;
        else {
          letter.mayMiss += Math.min(-by, elapsed() - letter.bornAfter);
          // With no timer armed nobody looks at the clock before the show: what passes until then is hidden too.
          const { since = elapsed(), most = 0 } = letter.blind ?? {};
          if (isHidden()) letter.blind = { since, most: most - by };
        }
      }
    },
    shown() {
      for (const letter of letters.values()) {
        const { blind } = letter;
        if (blind) letter.mayMiss += Math.min(blind.most, elapsed() - blind.since);
        letter.blind = null;
      }
    },
    slept(milliseconds) {
      // Of a sleep right after the clock was set back nobody can know: one look finds both.
      if (setBack.at !== elapsed() - milliseconds) return;
      for (const letter of letters.values()) letter.mayMiss += Math.min(setBack.by, milliseconds);
    },
    answered(frame, outcome) {
      letters.get(textOf(frame))?.answers.add(outcome);
    },
    openRequests: (core) => lettersOf(core).filter((each) => each.isRequest && each.outcome === null).length,
    destinationOf: (text) => letters.get(text)?.destination,
    waiting: (destination) =>
      [...letters.values()]
        .filter((each) => each.destination === destination && isWaiting(each))
        .map(({ text }) => text),
    check(destinations) {
      for (const letter of letters.values()) checkLetter(letter);
      // What ran out just then was on its way out.
      for (const [earlier, later] of overtaken)
        if (earlier.drop === null) fault(`${later.text} overtook ${earlier.text}`);
      overtaken = [];
      for (const core of new Set(destinations.map((each) => each.core))) {
        const { pending } = core.getSnapshot();
        const letters = lettersOf(core).filter(isWaiting);
        const waiting = letters.length;
        // What the platform has failed goes back in, limit or not.
        if (letters.filter(({ failures }) => failures === 0).length > MOST_WAITING) fault(`${waiting} messages wait`);
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
