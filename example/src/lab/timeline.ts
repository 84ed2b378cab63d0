import type { CloseCauseKind, Status } from '@heartbeat-socket/taro';
import type { LabAction, LabEntry } from './lab-log';

/** Its number in its lane. */
interface Keyed {
  readonly key: number;
}

/** A stretch of time; `to` is null while it goes on. */
interface Stretch extends Keyed {
  readonly from: number;
  readonly to: number | null;
}

/** A moment that has words. */
interface Mark extends Keyed {
  readonly at: number;
}

/** What the picture of a line shows, lane by lane, oldest first. Times are epoch milliseconds. */
export interface Timeline {
  readonly actions: ReadonlyArray<Mark & { readonly action: LabAction }>;
  readonly statuses: ReadonlyArray<Stretch & { readonly status: Status }>;
  readonly pings: ReadonlyArray<Stretch & { readonly fate: 'answered' | 'awaited' | 'lost' }>;
  /** `from` is when it began to wait, `to` when it went out or was dropped; the same for one that never waited. */
  readonly messages: ReadonlyArray<Stretch & { readonly fate: 'sent' | 'waiting' | 'dropped' }>;
  readonly causes: ReadonlyArray<Mark & { readonly kind: CloseCauseKind; readonly code: number | null }>;
}

type Mutable<Item> = { -readonly [Key in keyof Item]: Item[Key] };

/**
 * Reads a log as stretches and marks.
 *
 * @param status - what the line is now: a log may be without any word of it.
 */
export function readTimeline(entries: readonly LabEntry[], status: Status): Timeline {
  const actions: Array<Mutable<Timeline['actions'][number]>> = [];
  const statuses: Array<Mutable<Timeline['statuses'][number]>> = [];
  const pings: Array<Mutable<Timeline['pings'][number]>> = [];
  const messages: Array<Mutable<Timeline['messages'][number]>> = [];
  const causes: Array<Mutable<Timeline['causes'][number]>> = [];
  const begin = entries[0]?.time ?? 0;

  for (const { time, event, action } of entries) {
    if (action) {
      actions.push({ key: actions.length, at: time, action });
      continue;
    }
    switch (event.type) {
      case 'status': {
        if (statuses.length === 0)
          statuses.push({ key: statuses.length, from: begin, to: null, status: event.previous });
        const before = statuses[statuses.length - 1];
        if (before) before.to = time;
        statuses.push({ key: statuses.length, from: time, to: null, status: event.status });
        break;
      }
      case 'ping':
        pings.push({ key: pings.length, from: time, to: null, fate: 'awaited' });
        break;
      case 'pong':
        for (const ping of pings) if (ping.fate === 'awaited') Object.assign(ping, { to: time, fate: 'answered' });
        break;
      case 'close':
        for (const ping of pings) if (ping.fate === 'awaited') Object.assign(ping, { to: time, fate: 'lost' });
        causes.push({ key: causes.length, at: time, kind: event.cause.kind, code: event.cause.code });
        break;
      case 'queue':
        messages.push({ key: messages.length, from: time, to: null, fate: 'waiting' });
        break;
      case 'send':
      case 'drop': {
        const fate = event.type === 'send' ? 'sent' : 'dropped';
        // They go out in the order in which they came.
        const first = messages.find((message) => message.fate === 'waiting');
        if (first) Object.assign(first, { to: time, fate });
        else messages.push({ key: messages.length, from: time, to: time, fate });
        break;
      }
    }
  }
  if (statuses.length === 0 && entries.length > 0)
    statuses.push({ key: statuses.length, from: begin, to: null, status });
  return { actions, statuses, pings, messages, causes };
}
