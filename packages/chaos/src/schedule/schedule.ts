import type { ConnectOutcome, Knobs, Platform } from '@heartbeat-socket/testing';

/** The components of a schedule. */
export type Name = 'a' | 'b' | 'c';

/** Where a component connects to: a number of a path, nowhere, or what is no socket's url. */
export type Address = 1 | 2 | 'none' | 'invalid';

/** The callbacks in which a component can do something. */
export type Moment = 'open' | 'message' | 'close' | 'statusChange' | 'drop';

/** The functions of the user that the engine asks in the middle of its work. */
export type Question =
  | 'url'
  | 'ping'
  | 'isPong'
  | 'jitter'
  | 'delay'
  | 'shouldReconnect'
  | 'encode'
  | 'decode'
  | 'tag'
  | 'match'
  | 'resync'
  | 'serverTime'
  | 'hello'
  | 'accepted';

/** What a component does with its socket. */
export type Call = 'send' | 'request' | 'connect' | 'disconnect' | 'reconnect';

/** What it does in a callback or in an effect. */
export type Deed = Call | 'throw' | 'unmount' | 'newUrl';

/** What happens while React has rendered a change, and has not run all of its effects yet. */
export type Interruption = Call | 'say' | 'serverCloses' | 'newUrl' | 'unmount';

/** A new render of a component, and what happens in its commit. */
export interface Change {
  readonly address?: Address;
  readonly enabled?: boolean;
  /** Which of two sets of options it has; `other` than before. */
  readonly which?: 0 | 1 | 'other';
  /** React takes it out and puts it in anew, in one commit. */
  readonly remount?: true;
  /**
   * React 19's `<Activity>` hides it, or shows it again: its effects are cleaned up, and its state stays. Alone, it comes
   * without a new render.
   */
  readonly activity?: 'visible' | 'hidden';
  /**
   * `slow`: the render takes longer than React's time slice, so that passive effects run in a later task than layout
   * effects. `transition`: React pauses in the middle of the render as well. Left out, all of it is one task.
   */
  readonly render?: 'slow' | 'transition';
  /** Comes in the pause of a `transition`, before the commit. */
  readonly whileRendering?: Interruption;
  /** Comes between the layout effects and the passive effects of a slow render. */
  readonly betweenEffects?: Interruption;
  /** What a child does in a layout effect of this commit. */
  readonly childLayout?: Exclude<Deed, 'throw'>;
  /** What a child does in an effect of this commit. */
  readonly childEffect?: Exclude<Deed, 'throw'>;
  /** What the component itself does in a layout effect. */
  readonly ownLayout?: Exclude<Deed, 'throw'>;
}

/** Events of a socket task. */
export type TaskEvent = 'open' | 'message' | 'error' | 'close';

/** How the platform fails a send: by `fail` inside the call, by `fail` later, by a throw, by a rejected promise. */
export type SendFault = 'sync' | 'late' | 'throw' | 'reject';

/** What a server that wants a login does with a hello; the app hears of a second welcome, too. */
export type LoginKind = 'accepts' | 'acceptsTwice' | 'acceptsLate' | 'refuses' | 'refusesForNow' | 'saysNothing';

/** What the app's hello is: a message, a promise of one, in time or after the attempt, or none at all. */
export type HelloKind = 'now' | 'soon' | 'late' | 'tooLate' | 'never' | 'throws' | 'rejects' | 'wrong';

/** Functions of the platform that can throw, the connect and the send aside. */
export type Port =
  | 'onNetworkStatusChange'
  | 'offNetworkStatusChange'
  | 'getNetworkType'
  | 'onAppShow'
  | 'onAppHide'
  | 'offAppShow'
  | 'offAppHide'
  | 'listen'
  | 'close';

/** What can happen, by name, with what it takes. */
export interface Steps {
  pass: [milliseconds: number];
  /** The server's part. */
  accept: [];
  refuse: [];
  acceptAll: [accepts: boolean];
  say: [count: number];
  /** Says something of so many bytes. */
  sayLarge: [size: number, isBinary: boolean];
  serverCloses: [code: number];
  goSilent: [];
  answersPings: [does: boolean];
  /** So long the server's answers are under way from now on. */
  latency: [milliseconds: number];
  /** The server says a pong that nobody asked for. */
  beat: [];
  answersRequests: [how: 'value' | 'error' | 'never'];
  answersAgain: [which: number];
  /** From now on; without a login in the setting, nothing. */
  logins: [how: LoginKind];
  hellos: [how: HelloKind];
  /** The platform's. */
  nextConnect: [outcome: ConnectOutcome];
  sendFails: [how: SendFault];
  failsSendLate: [which: number];
  /** A function of the platform throws the next time it is called. */
  portThrows: [port: Port];
  /** An event of a task that was given up. */
  ghost: [which: number, event: TaskEvent];
  /** An event that the present task has told already, perhaps before anybody could hear it. */
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
  mount: [name: Name, change?: Change];
  unmount: [name: Name];
  change: [name: Name, change: Change];
  background: [background: 'pause' | 'disconnect' | 'keep'];
  send: [name: Name, mayQueue: boolean];
  /** Sends something of so many bytes. */
  sendLarge: [name: Name, size: number, isBinary: boolean];
  /** Sends with options that are none. */
  sendWrongly: [name: Name];
  /** Its encode does this, and then the platform refuses the frame at once. */
  sendRefused: [name: Name, deed: Call];
  /** Sends with the function of the destination that the component has left last. */
  sendToLast: [name: Name];
  request: [name: Name, retry: boolean, timeout: number];
  connect: [name: Name];
  disconnect: [name: Name];
  reconnect: [name: Name];
  /** Says it again and again in one task. */
  reconnects: [name: Name, times: number];
  /** What a component does when a callback is called next. */
  at: [name: Name, moment: Moment, deed: Deed];
  /** What one of its questions does when it is asked next. */
  asked: [name: Name, question: Question, deed: Call | 'throw'];
}

/** One thing that happens: its name, and what it takes. */
export type Step = { [Kind in keyof Steps]: readonly [Kind, ...Steps[Kind]] }[keyof Steps];

/** What a schedule goes on under. What is left out is as usual. */
export interface Setting {
  readonly strict?: boolean;
  /** A component renders when something of its own changes, and not with every other one. */
  readonly memo?: true;
  /** The components share a socket for each url. */
  readonly share?: boolean;
  /** The url is a function: of a string, or of a promise. */
  readonly url?: 'function' | 'promise';
  readonly background?: 'pause' | 'disconnect' | 'keep';
  readonly whilePageHidden?: 'disconnect';
  /**
   * `toggles`: only the first of the two sets of options has one. `hastens`: the second's is faster. `keepAlive`: the
   * server answers no ping, and hangs up on who is quiet.
   */
  readonly heartbeat?: false | { readonly missed: number } | 'toggles' | 'hastens' | 'keepAlive';
  readonly outbox?: false;
  readonly maxAttempts?: number;
  /** What a resync gives: messages at once, after a while, or an error after a while. */
  readonly resync?: 'now' | 'later' | 'fails';
  /** The options that may be functions are functions; of `jitter` and `delay` this one. */
  readonly questions?: 'jitter' | 'delay';
  /** The server wants a login in band, and hangs up on whatever comes before: by `handshake`, or by a protocol. */
  readonly login?: 'handshake' | 'protocol';
  /** The components say something on every connection. */
  readonly subscribes?: true;
  /** The server tells its time with each pong. */
  readonly serverTime?: true;
  readonly knobs?: Partial<Knobs>;
}

/** An Alipay that does not know `multiple`: the app has one socket, and one line at a time. */
export const hasOneSocket = ({ knobs }: Setting): boolean => knobs?.multipleSupported === false;

/** A story of faults. */
export interface Schedule {
  readonly platform: Platform;
  readonly setting: Setting;
  readonly steps: readonly Step[];
}
