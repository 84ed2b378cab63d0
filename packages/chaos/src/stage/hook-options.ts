import type { CloseCause, HeartbeatOptions, ReconnectOptions } from '@heartbeat-socket/core';
import { type HeartbeatSocketOptions, type Requests, requests } from '@heartbeat-socket/taro';
import type { Destination } from '../model/destination';
import { isFinal } from '../model/final';
import type { Moment, Question, Setting } from '../schedule/schedule';
import { nameOf } from './cargo';
import { matchAnswer } from './match-answer';
import { paceOf } from './pace';
import type { Scene } from './scene';
import { readTime } from './server';
import { isShared } from './sharing';
import { codecOf, handshakeOf, protocolOf } from './spoken';
import { TIMING } from './timing';

export type Options = HeartbeatSocketOptions<string, string | ArrayBuffer> & {
  readonly codec?: undefined;
  readonly protocol?: undefined;
  readonly request: Requests<string, string | ArrayBuffer>;
};

/** What the functions of a component tell the schedule. */
export interface Told {
  /** It is told of something: `what` is noted, and what it does then is done. */
  told(scene: Scene, moment: Moment | 'error', what: string): void;
  message(scene: Scene, message: string, isLive: boolean): void;
  drop(scene: Scene, text: string, reason: string): void;
  /** It is asked something; what it does then is done. */
  asked(scene: Scene, question: Question): void;
  resync(scene: Scene): string[] | Promise<string[]>;
  timeRead(scene: Scene): void;
  /** It logs in. */
  hello(scene: Scene): string | Promise<string>;
  /** It says this on every connection from now on, or no more. */
  wants(destination: Destination, text: string, does: boolean): void;
}

const OUTBOXES = [
  { limit: 4, ttl: 8_000 },
  { limit: 2, ttl: 3_000, overflow: 'drop-newest' },
] as const;

/** How long what is sent now may wait, at most: of a shared socket the oldest component's options count. */
export const ttlOf = ({ props: { which } }: Scene, setting: Setting): number =>
  OUTBOXES[isShared(setting) ? 0 : which].ttl;

/** The options of a component: inline, and so new at each render, as pages write them. */
export function optionsOf(
  scene: Scene,
  setting: Setting,
  background: Setting['background'],
  key: string | undefined,
  told: Told,
): Options {
  const { which, enabled } = scene.props;
  const { minDelay, maxDelay, connectTimeout } = TIMING;
  const retries = { minDelay, maxDelay, maxAttempts: setting.maxAttempts };
  return {
    enabled,
    key,
    background,
    whilePageHidden: setting.whilePageHidden,
    heartbeat: heartbeatOf(scene, setting, told),
    connectTimeout: which === 0 ? connectTimeout : connectTimeout / 2,
    reconnect: { ...retries, ...retryQuestions(scene, setting, told) },
    outbox: setting.outbox ?? OUTBOXES[which],
    ...spokenOf(scene, setting, told),
    request: requests({
      tag(data, id) {
        told.asked(scene, 'tag');
        return `${data}#${id}`;
      },
      match(message) {
        told.asked(scene, 'match');
        return matchAnswer(message);
      },
    }),
    onOpen() {
      const { destination } = scene;
      if (destination) destination.greetings += 1;
      try {
        told.told(scene, 'open', 'open');
      } finally {
        if (destination) destination.greetings -= 1;
      }
    },
    onMessage: setting.resync ? undefined : (text) => told.message(scene, nameOf(text), true),
    onClose: ({ kind }) => told.told(scene, 'close', `close ${kind}`),
    onStatusChange: (status) => told.told(scene, 'statusChange', status),
    onDrop: (data, reason) => told.drop(scene, nameOf(data), reason),
    onError: ({ code, message }) => told.told(scene, 'error', `error ${code} ${message}`),
  };
}

/** The types want a socket of strings to have no codec, and no protocol; these change nothing. */
function spokenOf(scene: Scene, setting: Setting, told: Told): Pick<Options, 'handshake'> {
  if (setting.login === 'protocol') return { protocol: protocolOf(scene, setting, told) } as object;
  return {
    handshake: setting.login && handshakeOf(scene, told),
    ...(setting.questions && { codec: codecOf(scene, told) }),
  };
}

function heartbeatOf(scene: Scene, setting: Setting, { asked, timeRead }: Told): HeartbeatOptions | false {
  const { questions, serverTime, login } = setting;
  const pace = paceOf(setting, scene.props);
  if (!pace) return false;
  const options: HeartbeatOptions = { ...pace, pongTimeout: TIMING.pongTimeout };
  // The rest is the session's.
  if (login === 'protocol') return options;
  if (questions || serverTime) {
    options.isPong = (raw) => {
      asked(scene, 'isPong');
      return typeof raw === 'string' && raw.startsWith('pong');
    };
  }
  if (questions) {
    options.ping = () => {
      asked(scene, 'ping');
      return 'ping';
    };
  }
  if (serverTime) {
    options.serverTime = (raw) => {
      asked(scene, 'serverTime');
      timeRead(scene);
      return readTime(raw);
    };
  }
  return options;
}

function retryQuestions(scene: Scene, setting: Setting, { asked }: Told): ReconnectOptions {
  if (!setting.questions) return {};
  const shouldReconnect = (cause: CloseCause) => {
    asked(scene, 'shouldReconnect');
    return !isFinal(setting, { ...cause, retry: 'never' });
  };
  if (setting.questions === 'delay') {
    const delay = (attempt: number) => {
      asked(scene, 'delay');
      return Math.min(TIMING.minDelay * attempt, TIMING.maxDelay);
    };
    return { shouldReconnect, delay };
  }
  const jitter = (delay: number) => {
    asked(scene, 'jitter');
    return delay / 2;
  };
  return { shouldReconnect, jitter };
}
