import type { ErrorCode } from '../../src/errors';
import type { Complaints } from './complaints';

/** The functions of the app that the socket asks, and what `onError` calls one that throws. */
const CODES = {
  url: 'listener',
  ping: 'listener',
  isPong: 'listener',
  reply: 'listener',
  serverTime: 'listener',
  encode: 'encode',
  decode: 'decode',
  delay: 'listener',
  jitter: 'listener',
  shouldReconnect: 'listener',
  tag: 'encode',
  match: 'listener',
  resync: 'resync-failed',
  hello: 'listener',
  accepted: 'decode',
  refused: 'decode',
} as const satisfies Record<string, ErrorCode>;

/** A function of the app that the socket asks. */
export type Question = keyof typeof CODES;
/** All of them. */
export const QUESTIONS = Object.keys(CODES) as Question[];

/** These end in something else that says what was thrown: a loss, a rejected request. */
const TOLD_ELSEWHERE: readonly Question[] = ['url', 'tag', 'hello'];

/** What a function does, once, when it is next asked. */
export interface Mischief {
  readonly act: (() => void) | undefined;
  readonly throws: boolean;
}

interface QuestionsHost {
  readonly complaints: Complaints;
  readonly fault: (what: string) => void;
  /** All that a method could change, in a word. */
  readonly mark: () => string;
}

/** The functions that the socket asks. They may act and throw: the turn that asks them goes on as if nothing was. */
export function createQuestions({ complaints, fault, mark }: QuestionsHost) {
  const armed = new Map<Question, Mischief>();
  let isAsking = false;

  return {
    armed,
    /** What is called now has to wait for the end of the turn. */
    isAsking: () => isAsking,
    /** The app is asked. `threw` notes what an answer that never came has to lead to. */
    ask<Answer>(question: Question, answer: () => Answer, threw: (thrown: unknown) => void = () => {}): Answer {
      const mischief = armed.get(question);
      armed.delete(question);
      if (mischief?.act) {
        const before = mark();
        isAsking = true;
        mischief.act();
        isAsking = false;
        if (mark() !== before) fault(`what ${question} did was done in the middle of the turn`);
      }
      if (!mischief?.throws) return answer();
      const thrown = complaints.create(question, CODES[question], !TOLD_ELSEWHERE.includes(question));
      threw(thrown);
      throw thrown;
    },
  };
}

/** The functions that the socket of a story asks. */
export type Questions = ReturnType<typeof createQuestions>;
