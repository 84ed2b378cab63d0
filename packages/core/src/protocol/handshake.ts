import type { Frame } from '../ports/ports';
import { atOnce, isThenable } from '../ports/thenable';
import type { Session } from './protocol';

/** A login in band, for servers that speak the plain protocol: what is said first, and how the answer looks. */
export interface HandshakeOptions<In, Out> {
  /**
   * The message that logs in, or a function that gives it, asked on each connection (for a fresh token). When it throws or
   * rejects, the attempt is lost (`connect-failed`) and tried again; its time counts in `connectTimeout`.
   */
  hello: Out | ((info: { readonly isReconnect: boolean }) => Out | Promise<Out>);
  /** Whether this message says that the server has accepted us. It is not told to `onMessage`. */
  accepted: (message: In) => boolean;
  /**
   * The reason, where this message says that the server has refused us; anything but a text for any other message. The
   * socket is `closed` then, with the cause `refused`, unless `shouldReconnect` says else. The message is not told to
   * `onMessage`. Not asked once we are accepted.
   */
  refused?: ((message: In) => string | false | null | undefined) | undefined;
}

/** What {@link handshake} makes: the option `handshake`. */
export interface Handshake<In, Out> {
  /** Makes a session that logs in of one that does not. */
  start(info: { readonly isReconnect: boolean }, plain: Session<In, Out>): Session<In, Out>;
}

/**
 * A login in band: `status` stays `connecting` until the server has accepted it, and everything else waits: `onOpen`, what
 * was sent before, requests, subscriptions, resyncs. For a token in the url, a header or a sub-protocol there is the url
 * function.
 *
 * @example
 * ```ts
 * const socket = useHeartbeatSocket('wss://bid.example.com/ws', {
 *   codec: jsonCodec<FromServer, ToServer>(),
 *   handshake: handshake<FromServer, ToServer>({
 *     hello: async () => ({ type: 'login', token: await freshToken() }),
 *     accepted: (message) => message.type === 'welcome',
 *     refused: (message) => message.type === 'denied' && message.reason,
 *   }),
 * });
 * ```
 */
export function handshake<In, Out>({ hello, accepted, refused }: HandshakeOptions<In, Out>): Handshake<In, Out> {
  return {
    start(info, plain) {
      let isAccepted = false;
      return {
        ...plain,
        hello(): Frame | Promise<Frame> {
          const message =
            typeof hello === 'function' ? (hello as (given: typeof info) => Out | Promise<Out>)(info) : hello;
          return isThenable<Out>(message) ? Promise.resolve(message).then(plain.write) : plain.write(message);
        },
        read(frame, to) {
          if (isAccepted) return plain.read(frame, to);
          plain.read(frame, {
            ...to,
            message(message) {
              const reason = atOnce(refused?.(message));
              if (typeof reason === 'string') return to.refuse(reason);
              isAccepted = atOnce(accepted(message));
              if (isAccepted) to.ready();
              else to.message(message);
            },
          });
        },
      };
    },
  };
}
