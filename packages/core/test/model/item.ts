import type { DropReason } from '../../src/messages/sending-options';
import type { Line } from './line';
import { ticks } from './timetable';

/** What a request ended with: a value, or the code of an error. */
export type Outcome = { readonly value: unknown } | { readonly code: string };

/** What makes an item a request. */
export interface Asked {
  readonly retry: boolean;
  readonly timeout: number;
  /** What the server said under its id, first. */
  answer: Outcome | null;
  /** Its connection is gone, or the platform failed it, and it is not sent again: it has to end now. */
  mustSettle: boolean;
  outcome: Outcome | null;
}

/** Something that was sent, under the number that says its order, and all that became of it. */
export interface Item {
  readonly number: number;
  readonly text: string;
  readonly mayQueue: boolean;
  /** By the timers; they stand still while the device sleeps. */
  readonly begunAt: number;
  /** How long it may wait. */
  readonly life: number;
  /** By the clock that never goes back. */
  readonly expiresAt: number;
  readonly asked: Asked | null;
  /** `send` or `request` has not returned yet, or a question called it, and it is done after the turn. */
  isBeginning: boolean;
  /** It has to be in the outbox now. */
  isWaiting: boolean;
  /** When it began to wait, by the timers. */
  waitsFrom: number;
  /** It went back into the outbox since the last check. */
  isBack: boolean;
  /** What was handed over for it: the same each time. */
  frame: string | null;
  /** `tag` or the codec threw: no frame can be made of it. */
  isUnmakeable: boolean;
  /** The platform would not even take it, because the app was hidden. */
  isRefused: boolean;
  /** Every line that it was handed to. */
  readonly handed: Line[];
  failures: number;
  /** It has to be dropped now. */
  mustDrop: boolean;
  drop: DropReason | null;
}

/** Milliseconds by the timers. */
export const age = (item: Item): number => ticks() - item.begunAt;

/** The line that it was handed to last. */
export const lastLine = (item: Item): Line | undefined => item.handed.at(-1);

/** It goes into the outbox, again. */
export function wait(item: Item): void {
  item.isWaiting = true;
  item.isBack = true;
  item.waitsFrom = ticks();
}

/** Whether it has ended: a send that is told no further, a request that is settled, answered or given up. */
export function hasEnded({ drop, asked }: Item): boolean {
  return drop !== null || (asked !== null && (asked.outcome !== null || asked.answer !== null || asked.mustSettle));
}
