import type { ConnectOutcome, Knobs, Platform } from '@heartbeat-socket/testing';

/** The components of a schedule. */
export type Name = 'a' | 'b' | 'c';

/** Where a component connects to: a number of a path, nowhere, or what is no socket's url. */
export type Address = 1 | 2 | 'none' | 'invalid';

/** When a component does something inside a callback. */
export type Moment = 'open' | 'message' | 'close' | 'statusChange' | 'drop';

/** What it does then. */
export type Deed = 'send' | 'request' | 'connect' | 'disconnect' | 'reconnect' | 'throw' | 'unmount' | 'newUrl';

/** Events of a socket task. */
export type TaskEvent = 'open' | 'message' | 'error' | 'close';

/** How the platform fails a send: by `fail` inside the call, by `fail` later, by a throw, by a rejected promise. */
export type SendFault = 'sync' | 'late' | 'throw' | 'reject';

/** What can happen, by name, with what it takes. */
export interface Steps {
  pass: [milliseconds: number];
  /** The server's part. */
  accept: [];
  refuse: [];
  acceptAll: [accepts: boolean];
  say: [count: number];
  serverCloses: [code: number];
  goSilent: [];
  answersPings: [does: boolean];
  answersRequests: [how: 'value' | 'error' | 'never'];
  answersAgain: [which: number];
  /** The platform's. */
  nextConnect: [outcome: ConnectOutcome];
  sendFails: [how: SendFault];
  failsSendLate: [which: number];
  /** An event of a task that was given up. */
  ghost: [which: number, event: TaskEvent];
  /** An event that the present task has told already. */
  again: [event: 'open'];
  offline: [];
  online: [];
  claim: [online: boolean];
  /** Hidden, and shown again after a while. */
  away: [milliseconds: number];
  hide: [];
  show: [];
  freeze: [milliseconds: number];
  /** The wall clock is set. */
  jump: [milliseconds: number];
  pageHide: [];
  pageShow: [];
  /** The app's. */
  mount: [name: Name];
  unmount: [name: Name];
  address: [name: Name, address: Address];
  enabled: [name: Name, is: boolean];
  options: [name: Name, which: 0 | 1];
  background: [background: 'pause' | 'disconnect' | 'keep'];
  send: [name: Name, mayQueue: boolean];
  request: [name: Name, retry: boolean, timeout: number];
  connect: [name: Name];
  disconnect: [name: Name];
  reconnect: [name: Name];
  at: [name: Name, moment: Moment, deed: Deed];
}

/** One thing that happens: its name, and what it takes. */
export type Step = { [Kind in keyof Steps]: readonly [Kind, ...Steps[Kind]] }[keyof Steps];

/** What a schedule goes on under. What is left out is as usual. */
export interface Setting {
  readonly strict?: boolean;
  /** The components share a socket for each url. */
  readonly share?: boolean;
  /** The url is a function: of a string, or of a promise. */
  readonly url?: 'function' | 'promise';
  readonly background?: 'pause' | 'disconnect' | 'keep';
  readonly whilePageHidden?: 'disconnect';
  readonly heartbeat?: false | { readonly missed: number };
  readonly outbox?: false;
  readonly maxAttempts?: number;
  /** What a resync gives: messages at once, after a while, or an error after a while. */
  readonly resync?: 'now' | 'later' | 'fails';
  readonly knobs?: Partial<Knobs>;
}

/** A story of faults. */
export interface Schedule {
  readonly platform: Platform;
  readonly setting: Setting;
  readonly steps: readonly Step[];
}
