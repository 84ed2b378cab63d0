import { type Frame, frameOf } from './frame';
import type { Closing, Line } from './line';
import type { Sockets } from './sockets';

/** What a server says: a frame as it is, anything else as JSON. */
export type Speech = Frame | Uint8Array | object | number | boolean | null;

/** One connection, from the server's end. */
export interface FakeConnection {
  readonly url: string;
  readonly protocols: readonly string[];
  /** Handshake headers; always empty on h5, where browsers send none. */
  readonly header: Readonly<Record<string, unknown>>;
  /** What the app has sent, oldest first, pings included. */
  readonly received: readonly Frame[];
  readonly isOpen: boolean;
  /** How the app closed it, as the server sees it; null while it has not, or when the word could not pass. */
  readonly closedByApp: Closing | null;
  say(speech: Speech): void;
  close(code?: number, reason?: string): void;
  /** Nothing passes any more, either way, and nobody is told: the half-open line. */
  goSilent(): void;
}

/** The server at the other end. Until it accepts, a connection is connecting. */
export interface FakeServer {
  /** Accepts the connections that wait; throws when none does. Gives the last of them. */
  accept(): FakeConnection;
  /** Accepts each connection from now on as it comes, those that wait included; `false` ends that. */
  acceptAll(accepts?: boolean): void;
  /** Refuses the connections that wait, as a failed handshake; throws when none does. The knob `refusal` says how it is told. */
  refuse(message?: string): void;
  /** Says something on each open connection; throws when there is none. */
  say(speech: Speech): void;
  /**
   * What it answers to each frame; `null` for nothing at all. At first, and after a reset, it answers `ping` with
   * `pong`, and nothing else.
   */
  answer(rule: ((frame: Frame) => Frame | undefined) | null): void;
  /** Closes each open connection; throws when there is none. */
  close(code?: number, reason?: string): void;
  /** Every connection that is open now goes silent; throws when there is none. */
  goSilent(): void;
  /** Every connection that reached the server, oldest first. */
  readonly connections: readonly FakeConnection[];
  /** The newest connection; throws when there is none. */
  readonly connection: FakeConnection;
  /** What the newest connection has received. */
  readonly received: readonly Frame[];
  /** The most connections that the app had, and had not closed, at one moment. */
  readonly mostAtOnce: number;
  /** How often the app called connectSocket, calls that never reached the server included. */
  readonly connects: number;
}

/** Makes the server of one world. */
export function createServer(sockets: Sockets): FakeServer {
  const ends = new WeakMap<Line, FakeConnection>();

  function endOf(line: Line): FakeConnection {
    const end = ends.get(line) ?? createEnd(line);
    ends.set(line, end);
    return end;
  }

  function some(lines: readonly Line[], wanted: string): readonly Line[] {
    if (lines.length > 0) return lines;
    throw new Error(
      `${wanted}: there is none. connectSocket was called ${sockets.connects} times, and ${sockets.lines.length} of ` +
        'these reached the server. Has the component mounted, and its url function settled? Is this the fake that ' +
        '@tarojs/taro is mocked with?',
    );
  }

  const waiting = () => some(sockets.pending, 'accept and refuse need a connection that waits');
  const present = (act: string) =>
    some(
      sockets.lines.filter(({ isAccepted, readyState }) => isAccepted && readyState < 2),
      `${act} needs an open connection`,
    );

  return {
    accept() {
      const lines = waiting();
      for (const line of lines) sockets.accept(line);
      return endOf(lines[lines.length - 1] as Line);
    },
    acceptAll(accepts = true) {
      sockets.acceptsAll = accepts;
      if (accepts) for (const line of sockets.pending) sockets.accept(line);
    },
    refuse(message = 'Unexpected response code: 404') {
      for (const line of waiting()) sockets.refuse(line, message);
    },
    say(speech) {
      for (const line of present('say')) line.say(toFrame(speech));
    },
    answer(rule) {
      sockets.answer = rule ?? (() => undefined);
    },
    close(code = 1000, reason = '') {
      for (const line of present('close')) line.end(code, reason);
    },
    goSilent() {
      for (const line of present('goSilent')) line.isSilent = true;
    },
    get connections() {
      return sockets.lines.map(endOf);
    },
    get connection() {
      return endOf(some(sockets.lines.slice(-1), 'connection')[0] as Line);
    },
    get received() {
      return sockets.lines[sockets.lines.length - 1]?.received ?? [];
    },
    get mostAtOnce() {
      return sockets.mostAtOnce;
    },
    get connects() {
      return sockets.connects;
    },
  };
}

function createEnd(line: Line): FakeConnection {
  const { url, protocols, header } = line.request;
  return {
    url,
    protocols,
    header,
    received: line.received,
    get isOpen() {
      return line.readyState === 1;
    },
    get closedByApp() {
      return line.closedByApp;
    },
    say: (speech) => line.say(toFrame(speech)),
    close: (code = 1000, reason = '') => line.end(code, reason),
    goSilent() {
      line.isSilent = true;
    },
  };
}

function toFrame(speech: Speech): Frame {
  return frameOf(speech) ?? JSON.stringify(speech);
}
