import type { FakeConnection } from '@heartbeat-socket/testing';
import { type Cargo, load, nameOf } from './cargo';
import { fake } from './fake-platform';
import type { Login } from './login';
import { IDLE } from './pace';
import type { Time } from './time';

/** What the server is like, and which of its lines are dead. */
export interface ServerSide {
  answersPings: boolean;
  /** How long an answer to a ping is under way. */
  latency: number;
  /** The longest of them so far. */
  longest: number;
  answersRequests: 'value' | 'error' | 'never';
  /** Lines on which nothing passes any more. */
  readonly silent: WeakSet<FakeConnection>;
  /** Lines that it has closed with a code of its own, where the app is told of it. */
  readonly ended: WeakSet<FakeConnection>;
  /** When a line was first seen open, in ticks. */
  readonly openSince: WeakMap<FakeConnection, number>;
  /** Open lines whose url begins like this, the newest last. */
  open(prefix: string): FakeConnection[];
  /** Every open line goes silent. */
  goSilent(): void;
  /** Says a pong on each open line. */
  beat(): void;
  /** Refuses what waits, if anything does. */
  refuse(): void;
  /** How often it has said something. */
  said(): number;
  /** Says something new on each open line; gives each with what it said. */
  say(cargo?: Cargo): Array<readonly [FakeConnection, string]>;
  answerAgain(frame: string): void;
}

/** What is written between a request's id and its answer. */
const answerTo = (frame: string, isError: boolean): string => `${isError ? 'no' : 'yes'} ${frame.split('#')[1]}`;

/** What the server's clock showed at the start of each schedule. */
const SERVER_START = Date.UTC(2026, 5, 1);

/** What the server's clock shows when so much has passed. */
export const serverTimeAt = (elapsed: number): number => SERVER_START + elapsed;

/** Reads the server's time from a pong. */
export function readTime(pong: unknown): number | undefined {
  const [, time] = String(pong).split(' ');
  return time === undefined ? undefined : Number(time);
}

/** Makes the server of one schedule; `answered` hears of each answer to a request. */
export function createServerSide(
  answered: (frame: string, outcome: string) => void,
  { ticks, elapsed, after }: Pick<Time, 'ticks' | 'elapsed' | 'after'>,
  setting: { readonly tellsTime: boolean; readonly keepsAlive: boolean },
  /** It has hung up on a line that was quiet for too long. */
  hungUp: (line: FakeConnection) => void,
  login: Login,
  /** A frame has come, and it is none of the login. */
  heard: (line: FakeConnection, frame: string) => void,
): ServerSide {
  const silent = new WeakSet<FakeConnection>();
  /** When the last answer that is under way comes. */
  const answersAt = new WeakMap<FakeConnection, number>();
  let said = 0;

  const lines = () => fake.server.connections.filter(({ isOpen }) => isOpen);
  /** Where it talks: lines that it has accepted. */
  const talking = () => lines().filter(login.accepts);
  const known = new WeakMap<FakeConnection, number>();

  /** The line on which a frame has just come. */
  function lineOfNews(): FakeConnection {
    const line = fake.server.connections.find((each) => each.received.length > (known.get(each) ?? 0));
    if (!line) throw new Error('a frame came on no line');
    known.set(line, line.received.length);
    return line;
  }

  const outcomeOf = (answer: string) => (answer.startsWith('yes') ? `value ${answer}` : 'error request-rejected');

  function answerPing(line: FakeConnection): string | undefined {
    // None overtakes another.
    const delay = Math.max(side.latency, (answersAt.get(line) ?? 0) - ticks());
    if (delay === 0) return pong();
    answersAt.set(line, ticks() + delay);
    const answer = pong();
    after(delay, () => line.isOpen && line.say(answer));
    return undefined;
  }

  /** Where nothing but keep-alives is wanted, a line that says nothing is hung up. */
  function hangUpOnIdle(line: FakeConnection): void {
    if (!setting.keepsAlive) return;
    const count = line.received.length;
    after(IDLE, () => {
      if (!line.isOpen || silent.has(line) || line.received.length !== count) return;
      hungUp(line);
      line.close(1001, 'idle');
    });
  }

  const pong = () => (setting.tellsTime ? `pong ${serverTimeAt(elapsed())}` : 'pong');

  const side: ServerSide = {
    answersPings: true,
    latency: 0,
    longest: 0,
    answersRequests: 'value',
    silent,
    ended: new WeakSet(),
    openSince: new WeakMap(),
    open: (prefix) => lines().filter(({ url }) => url.startsWith(prefix)),
    goSilent() {
      for (const line of lines()) {
        line.goSilent();
        silent.add(line);
      }
    },
    beat() {
      for (const line of talking()) line.say(pong());
    },
    refuse() {
      // Nobody may wait, and the kit has no way to ask.
      fake.server.acceptAll(false);
      try {
        fake.server.refuse();
      } catch (thrown) {
        if (!/there is none/.test(String(thrown))) throw thrown;
      }
    },
    said: () => said,
    say(cargo) {
      said += 1;
      return talking().map((line) => {
        const text = `m${said}@${fake.server.connections.indexOf(line)}`;
        line.say(load(text, cargo));
        return [line, text] as const;
      });
    },
    answerAgain(frame) {
      const answer = answerTo(frame, false);
      answered(frame, outcomeOf(answer));
      for (const line of talking()) line.say(answer);
    },
  };

  fake.server.answer((received) => {
    const line = lineOfNews();
    const frame = nameOf(received);
    const ofLogin = login.hears(line, frame);
    if (ofLogin) return ofLogin.answer;
    heard(line, frame);
    hangUpOnIdle(line);
    if (frame === 'ping') return side.answersPings && !setting.keepsAlive ? answerPing(line) : undefined;
    if (!frame.startsWith('q') || side.answersRequests === 'never') return undefined;
    const answer = answerTo(frame, side.answersRequests === 'error');
    answered(frame, outcomeOf(answer));
    return answer;
  });
  return side;
}
