import type { HeartbeatSocketOptions } from '@heartbeat-socket/taro';
import type { Moment, Setting } from '../schedule/schedule';
import { matchAnswer } from './match-answer';
import type { Member } from './member';
import { TIMING } from './timing';

type Options = HeartbeatSocketOptions<string, string | ArrayBuffer> & { codec?: undefined };

/** What the callbacks of a component tell the schedule. */
export interface Told {
  /** It is told of something: `what` is noted, and what it does then is done. */
  told(member: Member, moment: Moment | 'error', what: string): void;
  message(member: Member, message: string, isLive: boolean): void;
  resync(member: Member): unknown;
}

const OUTBOXES = [
  { limit: 4, ttl: 8_000 },
  { limit: 2, ttl: 3_000, overflow: 'drop-newest' },
] as const;

/** The options of a component: inline, and so new at each render, as pages write them. */
export function optionsOf(
  member: Member,
  setting: Setting,
  background: Setting['background'],
  key: string | undefined,
  { told, message, resync }: Told,
): Options {
  const { which, enabled } = member.props;
  const { interval, pongTimeout, minDelay, maxDelay, connectTimeout, linger } = TIMING;
  const { missed = 1 } = setting.heartbeat || {};
  return {
    enabled,
    key,
    share: setting.share,
    linger,
    background,
    whilePageHidden: setting.whilePageHidden,
    heartbeat: setting.heartbeat === false ? false : { interval, pongTimeout, missed },
    connectTimeout: which === 0 ? connectTimeout : connectTimeout / 2,
    reconnect: { minDelay, maxDelay, maxAttempts: setting.maxAttempts },
    outbox: setting.outbox ?? OUTBOXES[which],
    request: { tag: (data, id) => `${data}#${id}`, match: matchAnswer },
    resync: setting.resync && (() => resync(member) as Promise<unknown>),
    onOpen() {
      member.greeting += 1;
      told(member, 'open', 'open');
      member.greeting -= 1;
    },
    onMessage: (text, { raw }) => message(member, text, raw !== null),
    onClose: ({ kind }) => told(member, 'close', `close ${kind}`),
    onStatusChange: (status) => told(member, 'statusChange', status),
    onDrop: (data, reason) => told(member, 'drop', `drop ${data} ${reason}`),
    onError: ({ code }) => told(member, 'error', `error ${code}`),
  };
}
