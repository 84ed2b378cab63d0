import type { Codec, Handshake, Protocol } from '@heartbeat-socket/core';
import { handshake } from '@heartbeat-socket/taro';
import { isSubscription } from '../model/subscriptions';
import type { Setting } from '../schedule/schedule';
import { textOf } from './cargo';
import type { Told } from './hook-options';
import { DENIED, FOR_NOW, WELCOME } from './login';
import type { Scene } from './scene';

type Out = string | ArrayBuffer;

/** The codec of a component whose functions are asked; it changes nothing. */
export function codecOf(scene: Scene, { asked }: Told): Codec<string, Out> {
  return {
    encode(message) {
      // What could not be made of those would be missing, and nobody accounts for that.
      if (!isSubscription(String(message)) && !String(message).startsWith('hello ')) asked(scene, 'encode');
      return message;
    },
    decode(frame) {
      asked(scene, 'decode');
      return textOf(frame);
    },
  };
}

/** Whether its components can read bytes. */
export const readsBytes = ({ questions, login }: Setting): boolean => questions !== undefined || login === 'protocol';

/** The reason of a denial. */
const reasonOf = (text: string) => text.startsWith(DENIED) && text.slice(DENIED.length);

/** How a component logs in by `handshake`. */
export function handshakeOf(scene: Scene, { asked, hello }: Told): Handshake<string, Out> {
  return handshake<string, Out>({
    hello: () => hello(scene),
    accepted(message) {
      asked(scene, 'accepted');
      return message === WELCOME;
    },
    refused: reasonOf,
  });
}

/** How a component speaks by a protocol of its own. */
export function protocolOf(scene: Scene, { questions }: Setting, told: Told): Protocol<string, Out> {
  const codec = codecOf(scene, told);
  const asks = questions !== undefined;
  return {
    start: () => ({
      hello: () => told.hello(scene),
      read(frame, to) {
        const text = textOf(frame);
        if (text.startsWith('pong')) return to.pong();
        if (text === WELCOME) return to.ready();
        const reason = reasonOf(text);
        if (reason) return to.refuse(reason, reason === FOR_NOW ? 'backoff' : 'never');
        to.message(asks ? codec.decode(frame) : text);
      },
      write: (message) => (asks ? codec.encode(message) : message),
      ping() {
        if (asks) told.asked(scene, 'ping');
        return 'ping';
      },
    }),
  };
}
