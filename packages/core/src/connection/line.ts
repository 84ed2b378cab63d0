import { textOf } from '../errors';
import type { HeartbeatOptions, PingInfo } from '../heartbeat/heartbeat-options';
import type { Frame } from '../ports/ports';
import { isThenable } from '../ports/thenable';
import { asFrame, isFrame } from '../protocol/codec';
import { createPlainSession } from '../protocol/plain-session';
import type { Session, Sink } from '../protocol/protocol';
import type { SocketContext } from '../socket/context';
import { type ResolvedHeartbeat, type ResolvedOptions, resolveHeartbeat } from '../socket/resolve-options';
import type { Attempt } from './attempt';
import type { Loss } from './close-cause';

/** What is said on the connection of one attempt, by its session. */
export interface Line {
  /** The platform says that the connection is open: the session begins, and says hello. */
  opened(): void;
  /** Whether the platform has said so. */
  isUp(): boolean;
  /** The app is shown: a hello that the platform refused while it was hidden is said. */
  shown(): void;
  /** The platform may have forgotten to say so. Says hello; gives an early ping where there is none to say. */
  guessed(info: PingInfo): Frame | undefined;
  read(frame: Frame): void;
  /** Makes a frame of a message; throws when the session does, or makes no frame. */
  write(message: unknown): Frame;
  ping(info: PingInfo): Frame | undefined;
  /** The options of the heartbeat as the session has them: null for none. */
  heartbeat(): ResolvedHeartbeat | null;
  /** What the loss of the connection is in the eyes of the protocol. */
  judged(loss: Loss): Loss;
}

/** What a line tells, in turns of the attempt. */
interface LineHost<In, Out> {
  options(): ResolvedOptions<In, Out>;
  isReconnect(): boolean;
  /** Hands it to the platform. `failed` hears of a failure, which has ended the attempt unless it is excused. */
  send(frame: Frame, failed?: (loss: Loss) => void): void;
  /** The server has accepted us. Who is open already does not open again. */
  ready(): void;
  message(message: In, frame: Frame | null): void;
  pong(seq: number | undefined, serverTime: number | undefined): void;
  tuned(): void;
  lose(loss: Loss): void;
}

/** Makes the line of an attempt; its session begins with the connection. */
export function createLine<In, Out>(attempt: Attempt, { turns, report }: SocketContext, host: LineHost<In, Out>): Line {
  let session: Session<In, Out> | null = null;
  /** Whether the platform has said that the connection is open. */
  let isSure = false;
  /** Whether a hello is being made, or was said. */
  let hasGreeted = false;
  let isRefused = false;
  /** Whether the platform has refused a hello, for the app is hidden. */
  let isHeldBack = false;
  /** Whether the session has said `ready`. */
  let isAccepted = false;
  /** The frame that is being read; null while a message is written. */
  let asked: Frame | null | undefined;
  let tuned: HeartbeatOptions = {};
  /** The heartbeat's options with what the session says of them, until either changes. */
  let known: { readonly of: ResolvedHeartbeat; readonly own: ResolvedHeartbeat } | null = null;
  const { protocol, handshake } = host.options();

  /** What a session says in `read` and `write` is part of that turn, in order; what it says later is one of its own. */
  function says<Args extends unknown[]>(act: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      const say = () => isRefused || act(...args);
      if (asked === undefined) turns.enter(say, attempt);
      else say();
    };
  }

  const sink: Sink<In> = {
    message(message) {
      if (asked === undefined) turns.enter(() => isRefused || host.message(message, null), attempt);
      else if (!isRefused) host.message(message, asked);
    },
    pong: says((seq, serverTime) => host.pong(seq, serverTime)),
    reply: says((frame) => {
      if (!isFrame(frame)) throw new TypeError(`reply: expected a string or an ArrayBuffer, got ${typeof frame}`);
      host.send(frame);
    }),
    ready: says(() => {
      isAccepted = true;
      host.ready();
    }),
    tune: says((options) => {
      try {
        resolveHeartbeat({ ...tuned, ...options });
      } catch (thrown) {
        return report('invalid-option', `tune: ${textOf(thrown)}`, thrown);
      }
      tuned = { ...tuned, ...options };
      known = null;
      host.tuned();
    }),
    refuse: says((given, retry = 'never') => {
      // What a server said may be no text, or none that can be made one.
      const reason = textOf(given);
      isRefused = true;
      host.lose({ kind: 'refused', reason, retry, message: `the server refused: ${reason}` });
    }),
  };

  function failed(thrown: unknown): void {
    isRefused = true;
    host.lose({ kind: 'connect-failed', message: `the handshake failed: ${textOf(thrown)}` });
  }

  function begin(): Session<In, Out> {
    const info = { isReconnect: host.isReconnect() };
    const plain = () => createPlainSession(host.options, turns.ask);
    const made = protocol ? protocol.start(info) : handshake ? handshake.start(info, plain()) : plain();
    if (typeof made?.read !== 'function')
      throw new TypeError('protocol.start gave no session: expected { read, write }');
    return made;
  }

  function greet(): void {
    if (isRefused) return;
    try {
      session ??= begin();
      if (hasGreeted) return;
      hasGreeted = true;
      const hello = session.hello?.();
      // Whoever wrote the promise may settle it twice.
      if (isThenable<Frame | undefined>(hello)) Promise.resolve(hello).then(later(say), later(failed));
      else say(hello);
    } catch (thrown) {
      failed(thrown);
    }
  }

  function later<Value>(task: (value: Value) => void): (value: Value) => void {
    return (value) => turns.enter(() => isRefused || task(value), attempt);
  }

  function say(hello: Frame | undefined): void {
    if (hello === undefined) return;
    if (!isFrame(hello)) return failed(`hello gave ${typeof hello}, expected a string or an ArrayBuffer`);
    if (isSure) {
      return host.send(hello, () => {
        isHeldBack = true;
      });
    }
    const unsaid = () => {
      if (attempt.isOver || isAccepted) return;
      // It was not open yet: hello is said when it is.
      hasGreeted = false;
      if (isSure) greet();
    };
    if (attempt.send(hello, unsaid)) unsaid();
  }

  function ping(info: PingInfo): Frame | undefined {
    return turns.ask('ping', () => {
      session ??= begin();
      return asFrame(session.ping?.(info));
    });
  }

  return {
    opened() {
      if (isSure) return;
      isSure = true;
      greet();
      if (!protocol && !handshake && !isRefused) host.ready();
    },
    isUp: () => isSure,
    shown() {
      if (!isHeldBack || isAccepted) return;
      isHeldBack = false;
      hasGreeted = false;
      greet();
    },
    guessed(info) {
      if (isSure || isRefused) return undefined;
      if (protocol || handshake) greet();
      // Nobody answers a keep-alive.
      else if (host.options().heartbeat?.answered) return ping(info);
      return undefined;
    },
    read(frame) {
      if (!session || isRefused) return;
      asked = frame;
      try {
        session.read(frame, sink);
      } catch (thrown) {
        report('decode', `a frame did not decode: ${textOf(thrown)}`, thrown);
      }
      asked = undefined;
    },
    write(message) {
      session ??= begin();
      asked = null;
      try {
        const frame = asFrame(session.write(message as Out));
        if (frame !== undefined) return frame;
      } finally {
        asked = undefined;
      }
      throw new TypeError('expected a string or an ArrayBuffer, got undefined');
    },
    ping,
    judged: (loss) => (protocol?.refusals?.includes(loss.code as number) ? { ...loss, kind: 'refused' } : loss),
    heartbeat() {
      const given = host.options().heartbeat;
      if (!given || !protocol) return given;
      if (known?.of !== given)
        known = { of: given, own: resolveHeartbeat({ ...tuned, ping: session?.ping ? 'ping' : false }, given) };
      return known.own;
    },
  };
}
