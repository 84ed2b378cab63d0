import type { FakeConnection } from '@heartbeat-socket/testing';
import type { Destination } from '../model/destination';
import { isFor } from '../model/destination';
import type { HelloKind, LoginKind, Setting } from '../schedule/schedule';
import { fake } from './fake-platform';
import type { TappedTask } from './taps';

/** The part of a server that wants to know who comes, before it hears anything else. */
export interface Login {
  /** What it does with the next hello. */
  logins: LoginKind;
  /** What the app's next hello is. */
  hellos: HelloKind;
  /** Whether it has accepted the line: at once where it asks nobody. */
  accepts(line: FakeConnection): boolean;
  /** A frame has come on this line. Answers for the login, which takes every frame before it has accepted. */
  hears(line: FakeConnection, frame: string): { readonly answer: string | undefined } | null;
  /** The app makes a hello for the present attempt of a destination. */
  hello(destination: Destination | null): string | Promise<string>;
  /** A frame is handed to a task; whether its destination is open. */
  handed(frame: string, task: TappedTask, isOpen: boolean): void;
  /** The app is told that a frame was not sent, though the server may have it. */
  failed(frame: string): void;
  /** The connect whose hello the platform says it has not sent, until another is made for it. */
  readonly unsaidFor: number | null;
  /** The line that a destination shows as open has to be one that was accepted. */
  check(destination: Destination): void;
}

interface LoginHost {
  readonly setting: Setting;
  fault(what: string): void;
  after(delay: number, task: () => void): void;
}

/** What the server says of a login. */
export const WELCOME = 'welcome';
export const DENIED = 'denied for ';
export const FOR_GOOD = 'good';
export const FOR_NOW = 'now';

/** Long, but within every connect timeout; and longer than any. */
const LATE = 900;
const TOO_LATE = 5_000;

/** Makes the login of one schedule. */
export function createLogin({ setting, fault, after }: LoginHost): Login {
  const accepted = new WeakSet<FakeConnection>();
  const greeted = new Map<FakeConnection, string>();
  /** Hellos that the platform has failed: until the app hears the welcome they are said again. */
  const failures = new Set<string>();
  /** For which connect each hello was made. */
  const madeFor = new Map<string, number>();

  let unsaidFor: number | null = null;

  function welcome(line: FakeConnection): void {
    accepted.add(line);
    line.say(WELCOME);
  }

  function answerHello(line: FakeConnection): string | undefined {
    switch (login.logins) {
      case 'accepts':
        accepted.add(line);
        return WELCOME;
      case 'acceptsTwice':
        accepted.add(line);
        after(1, () => line.isOpen && line.say(WELCOME));
        return WELCOME;
      case 'acceptsLate':
        return void after(LATE, () => line.isOpen && welcome(line));
      case 'refuses':
        return DENIED + FOR_GOOD;
      case 'refusesForNow':
        if (setting.login === 'protocol') return DENIED + FOR_NOW;
        return void after(1, () => line.isOpen && line.close(1013, 'come again'));
      case 'saysNothing':
        return undefined;
    }
  }

  const login: Login = {
    logins: 'accepts',
    hellos: 'now',
    accepts: (line) => !setting.login || accepted.has(line),
    hears(line, frame) {
      if (!setting.login) return null;
      const isHello = frame.startsWith('hello ');
      if (accepted.has(line) && !isHello) return null;
      const before = greeted.get(line);
      if (isHello && (before === undefined || failures.has(before))) {
        greeted.set(line, frame);
        return { answer: before === undefined ? answerHello(line) : undefined };
      }
      fault(isHello ? `${frame} is the second hello on its line` : `${frame} came before the server had accepted`);
      after(1, () => line.isOpen && line.close(4401, 'log in first'));
      return { answer: undefined };
    },
    hello(destination) {
      const text = `hello ${madeFor.size + 1}`;
      const connect = destination?.connectNumber ?? 0;
      madeFor.set(text, connect);
      if (unsaidFor === connect) unsaidFor = null;
      switch (login.hellos) {
        case 'now':
          return text;
        case 'soon':
          return Promise.resolve(text);
        case 'late':
          return new Promise((resolve) => after(LATE, () => resolve(text)));
        case 'tooLate':
          return new Promise((resolve) => after(TOO_LATE, () => resolve(text)));
        case 'never':
          return new Promise(() => {});
        case 'throws':
          throw new Error('no token');
        case 'rejects':
          return Promise.reject(new Error('no token'));
        case 'wrong':
          return null as never;
      }
    },
    get unsaidFor() {
      return unsaidFor;
    },
    failed(frame) {
      failures.add(frame);
      unsaidFor = madeFor.get(frame) ?? unsaidFor;
    },
    handed(frame, task, isOpen) {
      const connect = madeFor.get(frame);
      if (connect !== undefined && isOpen) fault(`${frame} was said on a line that is open`);
      if (connect !== undefined && connect !== task.connect)
        fault(`${frame} was made for connect ${connect}, and went out on connect ${task.connect}`);
    },
    check(destination) {
      if (!setting.login || destination.core.getSnapshot().status !== 'open') return;
      const line = fake.server.connections.findLast(({ url }) => isFor(destination, url));
      if (line && !accepted.has(line)) fault(`${destination.name} is open, and the server has not accepted it`);
    },
  };
  return login;
}
