import type { CloseCause } from '../../src/connection/close-cause';
import type { Status } from '../../src/connection/status';
import { textOf } from '../../src/errors';
import type { Complaints } from './complaints';
import type { Questions } from './questions';

/** What the url function gives: a url at once, a promise of one, one that the story settles, or nothing of use. */
export type UrlKind = 'now' | 'soon' | 'later' | 'rejects' | 'wrong';

/** One time that it was asked; each is another attempt. */
interface Asked {
  readonly url: string;
  resolve(url: string): void;
  reject(reason: unknown): void;
  /** A line was opened for it. */
  isUsed: boolean;
  /** Its attempt is over. */
  isOver: boolean;
  /** What its loss has to say, once there is one. */
  failure: string | null;
}

interface UrlsHost {
  readonly questions: Questions;
  readonly complaints: Complaints;
  readonly fault: (what: string) => void;
}

const WRONG = 'expected a url';

/** The url function of a story. An attempt takes one answer, while it lasts; a failure is the loss of that attempt. */
export function createUrls({ questions, complaints, fault }: UrlsHost) {
  const all: Asked[] = [];
  /** What it gives next, once. */
  const mood: { next: UrlKind } = { next: 'now' };

  function answer(asked: Asked, kind: UrlKind, promise: Promise<string>): string | Promise<string> {
    if (kind === 'now') return asked.url;
    if (kind === 'wrong') {
      asked.failure = WRONG;
      return 'https://bid.example.com';
    }
    if (kind === 'soon') asked.resolve(asked.url);
    if (kind === 'rejects') reject(asked);
    return promise;
  }

  function reject(asked: Asked): void {
    const reason = complaints.create('the url', 'listener', false);
    asked.failure = textOf(reason);
    asked.reject(reason);
  }

  return {
    mood,
    ask(): string | Promise<string> {
      const last = all.at(-1);
      if (last) last.isOver = true;
      let settle: Pick<Asked, 'resolve' | 'reject'> | undefined;
      const promise = new Promise<string>((resolve, rejects) => {
        settle = { resolve, reject: rejects };
      });
      // It may be given to nobody.
      promise.catch(() => {});
      const url = `wss://bid.example.com/ws?ask=${all.length}`;
      const asked: Asked = {
        url,
        ...(settle as Pick<Asked, 'resolve' | 'reject'>),
        isUsed: false,
        isOver: false,
        failure: null,
      };
      all.push(asked);
      const kind = mood.next;
      mood.next = 'now';
      return questions.ask(
        'url',
        () => answer(asked, kind, promise),
        (thrown) => {
          asked.failure = textOf(thrown);
        },
      );
    },
    /** The story settles one of its promises, 0 for the newest; that of an attempt that is over has no say. */
    settle(pick: number, isResolved: boolean) {
      const asked = all.at(-1 - (pick % Math.max(all.length, 1)));
      if (!asked) return;
      if (isResolved) asked.resolve(asked.url);
      else if (asked.isUsed || asked.isOver || asked.failure) asked.reject(new Error('late'));
      else reject(asked);
    },
    /** A line is opened. */
    opened(url: string) {
      const asked = all.find((each) => each.url === url);
      if (!asked) return;
      if (asked.isOver || asked !== all.at(-1)) fault(`${url} was opened, and its attempt is over`);
      if (asked.isUsed) fault(`${url} was opened twice`);
      asked.isUsed = true;
    },
    lost({ kind, message }: CloseCause) {
      if (kind !== 'url-failed') return;
      const asked = all.findLast(({ failure }) => failure !== null && message.includes(failure));
      if (!asked) return fault(`lost as ${kind}: ${message}`);
      asked.failure = null;
      asked.isOver = true;
    },
    check(status: Status) {
      const last = all.at(-1);
      if (!last) return;
      if (status !== 'connecting') last.isOver = true;
      else if (last.failure !== null && !last.isOver) fault(`${last.failure}, and its attempt goes on`);
    },
    /** Nothing is kept waiting any longer. */
    oblige() {
      mood.next = 'now';
      for (const { resolve, url } of all) resolve(url);
    },
  };
}
