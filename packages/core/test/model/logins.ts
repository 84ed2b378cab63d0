import type { CloseCause } from '../../src/connection/close-cause';
import { textOf } from '../../src/errors';
import { type Handshake, handshake } from '../../src/protocol/handshake';
import type { Complaints } from './complaints';
import type { Line } from './line';
import type { Questions } from './questions';

/** How the server wants to be told who comes: by the option `handshake`, or by a protocol of the app's own. */
export type LoginKind = 'handshake' | 'protocol';

/** What the next hello is: a text at once, a promise of one, one that the story settles, or nothing of use. */
export type HelloKind = 'now' | 'soon' | 'later' | 'rejects' | 'wrong';

/** One time that the app was asked for a hello; each is of one line. */
interface Asked {
  readonly text: string;
  readonly line: Line | undefined;
  resolve(text: string): void;
  reject(reason: unknown): void;
  /** It is a promise that the story settles. */
  isPending: boolean;
  /** What its loss has to say. */
  failure: string | null;
}

/** What a login is made of. */
export const HELLO = 'hello ';
export const WELCOME = 'welcome';
const DENIED = 'denied ';
export const FOR_GOOD = 'for good';
export const FOR_NOW = 'for now';

/** Why the server has refused us, where a frame says so. */
export const denialIn = (text: string): string | undefined =>
  text.startsWith(DENIED) ? text.slice(DENIED.length) : undefined;

interface LoginsHost {
  readonly kind: LoginKind | null;
  readonly questions: Questions;
  readonly complaints: Complaints;
  readonly fault: (what: string) => void;
  readonly current: () => Line | undefined;
  /** The socket takes the app for hidden. */
  readonly isHidden: () => boolean;
}

/**
 * A server that wants to know who comes, and an app that says it. Until it has accepted a line nothing else may pass; what
 * it has refused is lost, for good or for now.
 */
export function createLogins({ kind, questions, complaints, fault, current, isHidden }: LoginsHost) {
  const all: Asked[] = [];
  /** What the app says next, once; and how many hellos are answered without a further word of the story. */
  const mood: { next: HelloKind; acceptsAtOnce: number } = { next: 'now', acceptsAtOnce: 0 };
  /** The line that hears of its acceptance, or of its refusal, just now. */
  let told: Line | null = null;
  let refusal: string | null = null;

  function failed(asked: Asked, thrown: unknown): void {
    asked.failure = textOf(thrown);
  }

  function reject(asked: Asked): void {
    const reason = complaints.create('the hello', 'listener', false);
    failed(asked, reason);
    asked.reject(reason);
  }

  function answer(asked: Asked, how: HelloKind, promise: Promise<string>): string | Promise<string> {
    if (how === 'now') return asked.text;
    if (how === 'wrong') {
      asked.failure = 'a string or an ArrayBuffer';
      return 7 as never;
    }
    asked.isPending = how === 'later';
    if (how === 'soon') asked.resolve(asked.text);
    if (how === 'rejects') reject(asked);
    return promise;
  }

  function tell(line: Line, text: string): void {
    told = line;
    line.say(text);
    told = null;
  }

  /** The server has heard this line's hello, and has said nothing to it. */
  const isAsked = (line: Line | undefined): line is Line => line?.hello != null && !line.isClosed && !line.isDead;

  function accept(line: Line | undefined): void {
    if (!isAsked(line) || line.hasAccepted) return;
    line.hasAccepted = true;
    tell(line, WELCOME);
  }

  const logins = {
    mood,
    accept: () => accept(current()),
    /** Says it to who knows already. An app that logs in by `handshake` is told of that as of any other message. */
    acceptAgain(say: (text: string) => void) {
      const line = current();
      if (!isAsked(line) || !line.hasAccepted) return;
      if (kind === 'handshake') say(WELCOME);
      else line.say(WELCOME);
    },
    refuse(isForGood: boolean) {
      const line = current();
      // Of `handshake` nobody is asked again who has been accepted.
      if (!isAsked(line) || (kind === 'handshake' && line.hasAccepted)) return;
      refusal = isForGood ? FOR_GOOD : FOR_NOW;
      line.isTroubled = true;
      tell(line, DENIED + refusal);
    },
    /** What the server has just said of the login was not read: somebody threw over it. */
    unread(text: string) {
      if (!told) return;
      if (text === WELCOME) told.hasAccepted = false;
      if (denialIn(text)) refusal = null;
    },
    /** The platform has taken a hello. */
    greeted(line: Line, text: string) {
      const asked = all.find((each) => each.text === text);
      if (!line.isUp) fault(`${text} was said on a line that is not open`);
      if (asked?.line !== line) fault(`${text} was said on a line that it was not made for`);
      if (line.hello !== null) fault(`${text} is the second hello on its line`);
      line.hello = text;
      if (mood.acceptsAtOnce === 0) return;
      mood.acceptsAtOnce -= 1;
      void Promise.resolve().then(() => accept(line));
    },
    hello(): string | Promise<string> {
      let settle: Pick<Asked, 'resolve' | 'reject'> | undefined;
      const promise = new Promise<string>((resolve, rejects) => {
        settle = { resolve, reject: rejects };
      });
      // It may be given to nobody.
      promise.catch(() => {});
      const asked: Asked = {
        text: `${HELLO}${all.length + 1}`,
        line: current(),
        ...(settle as Pick<Asked, 'resolve' | 'reject'>),
        isPending: false,
        failure: null,
      };
      const { line } = asked;
      if (!line?.isHelloRefused && all.some((each) => each.line === line)) fault('asked for two hellos on one line');
      if (line) line.isHelloRefused = false;
      all.push(asked);
      const how = mood.next;
      mood.next = 'now';
      return questions.ask(
        'hello',
        () => answer(asked, how, promise),
        (thrown) => failed(asked, thrown),
      );
    },
    /** The story settles one of its promises, 0 for the newest; that of a line that is gone has no say. */
    settle(pick: number, isResolved: boolean) {
      const asked = all.at(-1 - (pick % Math.max(all.length, 1)));
      if (!asked?.isPending) return;
      asked.isPending = false;
      if (isResolved) asked.resolve(asked.text);
      else if (asked.line?.isClosed) asked.reject(new Error('late'));
      else reject(asked);
    },
    lost({ kind: cause, message, reason, retry }: CloseCause) {
      if (cause === 'refused' && reason !== refusal) fault(`lost as refused ${reason}, and was refused ${refusal}`);
      if (refusal === FOR_GOOD && retry !== 'never') fault(`refused ${refusal}, and tried again`);
      refusal = null;
      if (!message.startsWith('the handshake failed')) return;
      const asked = all.findLast(({ failure }) => failure !== null && message.includes(failure));
      if (!asked) fault(`lost as ${cause}: ${message}`);
    },
    check() {
      const line = current();
      if (kind && line?.isUp && !all.some((each) => each.line === line)) fault('a line is open, and was not greeted');
      if (line?.isHelloRefused && !isHidden()) fault('the app is shown, and its hello was not said again');
      if (refusal !== null) fault(`refused ${refusal}, and goes on`);
      for (const { text, failure, line: its } of all)
        if (failure !== null && its && !its.isClosed) fault(`${text} failed, ${failure}, and its line goes on`);
    },
    /** Everybody is let in from now on. */
    oblige() {
      Object.assign(mood, { next: 'now', acceptsAtOnce: Infinity });
      for (const { resolve, text } of all) resolve(text);
      accept(current());
    },
  };
  return logins;
}

/** The login of a story. */
export type Logins = ReturnType<typeof createLogins>;

/** How an app logs in by the option `handshake`. */
export function handshakeOf({ hello, unread }: Logins, { ask }: Questions): Handshake<string, string> {
  return handshake<string, string>({
    hello,
    accepted: (message) =>
      ask(
        'accepted',
        () => message === WELCOME,
        () => unread(message),
      ),
    refused: (message) =>
      ask(
        'refused',
        () => denialIn(message),
        () => unread(message),
      ),
  });
}
