import { type Refusal, tellBy } from './connect-outcome';
import type { Knobs } from './knobs';
import type { SocketEvents } from './native-socket';

/** What a connect tells the platform's API, each in a task of the program. */
export interface ConnectEvents extends Omit<SocketEvents, 'released' | 'refused'> {
  success(): void;
  /** `code` is alipay's number. */
  fail(message: string, code?: number): void;
}

/** The words of one connect, on their way to the program: `success` comes once, and when the knobs say. */
export interface ConnectWords extends ConnectEvents, Pick<SocketEvents, 'refused'> {
  /** `success` inside the call. */
  successNow(): void;
}

/** Takes a word into the program, in order. */
export type Post = (word: () => void) => void;

/** @param post - The way of the platform's answers; `bring` is the way of what comes from the line. */
export function createConnectWords(knobs: Knobs, post: Post, bring: Post, events: ConnectEvents): ConnectWords {
  let hasSucceeded = false;

  function successNow(): void {
    if (hasSucceeded) return;
    hasSucceeded = true;
    events.success();
  }
  const success = () => post(successNow);
  function tell(event: () => void): void {
    bring(() => {
      if (knobs.success !== 'late') successNow();
      event();
    });
    if (knobs.success === 'late') bring(successNow);
  }
  const fail: ConnectEvents['fail'] = (message, code) => post(() => events.fail(message, code));
  const error: ConnectEvents['error'] = (message, code) => tell(() => events.error(message, code));
  const close: ConnectEvents['close'] = (code, reason, scope) => tell(() => events.close(code, reason, scope));

  return {
    success,
    successNow,
    fail,
    error,
    close,
    open: (header) => tell(() => events.open(header)),
    message: (data) => tell(() => events.message(data)),
    refused(message) {
      if (knobs.refusal === 'silence') return;
      const told: Refusal = tellBy(knobs.refusal, message);
      if (told.fail !== undefined) fail(told.fail);
      if (told.error !== undefined) error(told.error);
      if (told.close !== undefined) close(1006, told.close, 'task');
    },
  };
}

/** A way into the program that is shut until it is let go; what came meanwhile then comes in order. */
export interface HeldWay {
  readonly post: Post;
  letGo(): void;
}

/** @param post - The way beyond it. */
export function createHeldWay(post: Post): HeldWay {
  let held: Array<() => void> | undefined = [];
  return {
    post(word) {
      if (held === undefined) post(word);
      else held.push(word);
    },
    letGo() {
      for (const word of held ?? []) post(word);
      held = undefined;
    },
  };
}
