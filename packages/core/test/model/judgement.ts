import type { DropReason } from '../../src/messages/sending-options';
import { type Asked, age, type Item, lastLine, type Outcome } from './item';
import type { Box, Since } from './ledger';
import { elapsed, ticks } from './timetable';

interface Circumstances {
  readonly box: Box | null;
  readonly since: Since;
  readonly fault: (what: string) => void;
}

/** Whether a message may be dropped for this reason now. */
export function judgeDrop(item: Item, reason: DropReason, { box, since, fault }: Circumstances): void {
  const isNew = item.handed.length === 0;
  const isFailed = item.failures > 0 && item.failures === item.handed.length;
  const may: Record<DropReason, boolean> = {
    disabled: !box && isNew,
    'not-queued': !item.mayQueue && isNew,
    full: since.isFull,
    expired: box !== null && elapsed() >= item.expiresAt,
    closed: since.isClosed,
    'send-failed': (isFailed && (item.failures === 2 || !box || since.isClosed)) || (item.isRefused && !box),
    invalid: item.isUnmakeable,
  };
  if (item.drop !== null) fault(`${item.text} was dropped twice, ${item.drop} and ${reason}`);
  else if (!may[reason]) fault(`${item.text} was dropped as ${reason}`);
  if (item.handed.length > item.failures) fault(`${item.text} was dropped, and had been sent`);
}

/** Whether a request may end like this now. */
export function judgeOutcome(item: Item, asked: Asked, outcome: Outcome, { box, since, fault }: Circumstances): void {
  const { text, handed } = item;
  if (asked.outcome) return fault(`${text} was settled twice`);
  if (asked.answer || 'value' in outcome) {
    const [told, answered] = [JSON.stringify(outcome), JSON.stringify(asked.answer)];
    return told === answered ? undefined : fault(`${text} was settled with ${told}, and answered with ${answered}`);
  }
  const isDue = age(item) === asked.timeout;
  const isOnLine = lastLine(item)?.isOpen === true && !item.isWaiting && !asked.mustSettle;
  const isExpired = elapsed() >= item.expiresAt;
  // With a protocol the frame is made when it goes out.
  const isDropped = !box || since.isClosed || since.isFull || isExpired || item.isUnmakeable;
  const may: Record<string, boolean> = {
    encode: item.isUnmakeable,
    'not-sent': handed.length === 0 && (isDue || isDropped),
    unknown: handed.length > 0 && !isOnLine && (isDue || isDropped || asked.mustSettle),
    // Two timers may be due at once.
    'request-timeout': isDue && (isOnLine || lastLine(item)?.closedAt === ticks()),
  };
  if (!may[outcome.code]) fault(`${text} was rejected with ${outcome.code}`);
}
