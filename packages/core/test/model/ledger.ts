import type { Status } from '../../src/connection/status';
import type { DropReason } from '../../src/messages/sending-options';
import { type Asked, age, hasEnded, type Item, lastLine, type Outcome, wait } from './item';
import { judgeDrop, judgeOutcome } from './judgement';
import type { Line } from './line';
import { createOrder } from './order';
import { elapsed, ticks } from './timetable';

/** The outbox of a story, or null for none. */
export interface Box {
  readonly limit: number;
  readonly ttl: number;
  readonly overflow: 'drop-oldest' | 'drop-newest';
}

/** What has happened since the last check. */
export interface Since {
  isClosed: boolean;
  isFull: boolean;
}

interface LedgerHost {
  readonly box: Box | null;
  readonly fault: (what: string) => void;
  readonly isClosed: () => boolean;
  /** `onOpen` runs. */
  readonly isGreeting: () => boolean;
  /** A question runs: what is sent goes out after its turn. */
  readonly isAsking: () => boolean;
  /** The platform takes nothing while the app is hidden, and it is. */
  readonly isHeldBack: () => boolean;
}

/** A timer of 0 ms fires a millisecond later, and is armed anew when something else leaves the outbox then. */
const SLACK = 5;

/** Accounts for all that was sent: where each has to be now, by what the platform and the socket told of it. */
export function createLedger(host: LedgerHost) {
  const { box, fault } = host;
  const items = new Map<string, Item>();
  const since: Since = { isClosed: false, isFull: false };
  const waiting = () => [...items.values()].filter(({ isWaiting }) => isWaiting);
  const order = createOrder(fault, waiting);
  /** The frame of a request carries its id behind its text. */
  const find = (frame: string) => items.get(frame.split('#')[0] as string);

  function begin(asked: Asked | null, mayQueue: boolean): Item {
    const number = items.size + 1;
    const life = asked?.timeout ?? box?.ttl ?? Infinity;
    const item: Item = {
      number,
      text: `${asked ? 'r' : 'm'}${number}`,
      mayQueue,
      begunAt: ticks(),
      life,
      expiresAt: elapsed() + life,
      asked,
      isBeginning: true,
      isWaiting: true,
      waitsFrom: ticks(),
      isBack: false,
      frame: null,
      isUnmakeable: false,
      isRefused: false,
      handed: [],
      failures: 0,
      mustDrop: false,
      drop: null,
    };
    items.set(item.text, item);
    // It counts itself. What a question sends finds out after the turn.
    if (box && (waiting().length > box.limit || host.isAsking())) since.isFull = true;
    return item;
  }

  /** A request is on its line no more. */
  function lost(item: Item, asked: Asked): void {
    if (asked.retry) wait(item);
    else asked.mustSettle = true;
  }

  /** Whether what the platform is given may be given to it now. */
  function judgeFrame(item: Item, line: Line, frame: string): void {
    if (!line.isOpen) fault(`${frame} was sent on a line that is not open`);
    if (item.isUnmakeable) fault(`${frame} was sent, and no frame could be made of it`);
    if (hasEnded(item)) fault(`${frame} was sent after its end`);
    if (!item.isBeginning && elapsed() >= item.expiresAt) fault(`${frame} was sent after it had expired`);
    item.frame ??= frame;
    if (item.frame !== frame) fault(`${frame} was ${item.frame} before`);
  }

  return {
    items,
    since,
    begin,
    /** `send` or `request` has returned. `isFirst`: `onOpen` called it, and the line that it was told of was still open. */
    begun(item: Item, isFirst: boolean) {
      // What a question calls is done after its turn, so at the latest at the next check.
      if (host.isAsking()) return;
      item.isBeginning = false;
      const hadToWait = item.handed.length === 0 && !item.isUnmakeable && !item.isRefused;
      if (isFirst && hadToWait) fault(`${item.text} of onOpen had to wait`);
    },
    handed(line: Line, frame: string) {
      const item = find(frame);
      if (!item) return fault(`nobody sent ${frame}`);
      judgeFrame(item, line, frame);
      if (line.frames.includes(frame) || item.handed.includes(line)) fault(`${frame} was sent twice on one line`);
      if (!item.asked && item.handed.length > item.failures) fault(`${frame} was sent again, and had not failed`);
      if (item.asked && item.handed.length > 0 && !item.asked.retry) fault(`${frame} was sent again without retry`);
      if (host.isGreeting() && item.isBeginning) {
        if (line.frames.length > line.greetings) fault(`${frame} of onOpen did not go first`);
        line.greetings += 1;
      } else {
        // What may not wait has no use for a place behind onOpen.
        const mayWait = item.mayQueue && box !== null;
        if (!mayWait && line.frames.length === line.greetings) line.greetings += 1;
        order.handed(item);
      }
      item.isWaiting = false;
      item.handed.push(line);
    },
    /** The platform takes nothing while the app is hidden: it waits where it was, and has not failed. */
    refused(line: Line, frame: string) {
      const item = find(frame);
      if (!item) return fault(`nobody sent ${frame}`);
      judgeFrame(item, line, frame);
      item.isRefused = true;
      if (!item.asked && !box) item.mustDrop = true;
    },
    /** The same, and the platform said so late. */
    refusedLate(line: Line, frame: string) {
      const item = find(frame);
      if (!item) return;
      item.handed.splice(item.handed.indexOf(line), 1);
      item.isRefused = true;
      if (hasEnded(item)) return;
      if (!item.asked && !box) item.mustDrop = true;
      else wait(item);
    },
    failed(line: Line, frame: string) {
      const item = find(frame);
      if (!item) return;
      item.failures += 1;
      if (item.asked) {
        if (lastLine(item) === line && !hasEnded(item) && !item.isWaiting) lost(item, item.asked);
      } else if (item.failures === 2 || !box || host.isClosed()) item.mustDrop = true;
      else wait(item);
    },
    /** A frame of it has been handed over. */
    wasMade: (text: string) => find(text)?.frame != null,
    /** `tag` or the codec threw over it. */
    unmakeable(frame: string) {
      const item = find(frame);
      if (item) item.isUnmakeable = true;
    },
    closed(line: Line) {
      for (const item of items.values())
        if (item.asked && lastLine(item) === line && !hasEnded(item) && !item.isWaiting) lost(item, item.asked);
    },
    dropped(text: string, reason: DropReason) {
      const item = items.get(text);
      if (!item || item.asked) return fault(`${text} was dropped, and is nothing that was sent`);
      if (reason === 'full' && box?.overflow === 'drop-oldest') order.madeRoom(item);
      judgeDrop(item, reason, { box, since, fault });
      item.drop = reason;
      item.isWaiting = false;
    },
    settled(item: Item, asked: Asked, outcome: Outcome) {
      judgeOutcome(item, asked, outcome, { box, since, fault });
      asked.outcome = outcome;
      item.isWaiting = false;
    },
    /** Nothing runs: everything has to be where the ledger says. */
    check(status: Status, pending: number) {
      order.check();
      const now = waiting();
      if (pending !== now.length) fault(`pending is ${pending}, and ${now.length} wait`);
      const mustBeEmpty = status === 'closed' || (status === 'open' && !host.isHeldBack());
      if (pending > 0 && mustBeEmpty) fault(`${pending} wait while ${status}`);
      const added = now.filter(({ handed, isRefused }) => handed.length === 0 && !isRefused).length;
      if (added > (box?.limit ?? 0)) fault(`${added} wait that were never on their way`);
      for (const item of now) {
        const dueAt = Math.max(item.begunAt + item.life, item.waitsFrom) + SLACK;
        if ((status === 'connecting' || status === 'waiting') && ticks() > dueAt)
          fault(`${item.text} waits longer than it may`);
      }
      for (const item of items.values()) {
        const { asked } = item;
        item.isBeginning = false;
        item.isBack = false;
        if (item.mustDrop && item.drop === null) fault(`${item.text} failed for good, and was not dropped`);
        if (item.isUnmakeable && item.drop === null && !asked?.outcome) fault(`${item.text} has not ended`);
        if (!asked || asked.outcome) continue;
        if (asked.answer || asked.mustSettle) fault(`${item.text} has ended, and is not settled`);
        if (age(item) >= asked.timeout) fault(`${item.text} is not settled at its timeout`);
        if (!item.isWaiting && !lastLine(item)?.isOpen) fault(`${item.text} neither waits nor is on a line`);
      }
      Object.assign(since, { isClosed: host.isClosed(), isFull: false });
    },
  };
}
