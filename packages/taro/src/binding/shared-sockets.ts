import { type HeartbeatSocket, type Hold, noop, systemClock } from '@heartbeat-socket/core';
import { createTaroSocket, warn } from '../platform/create-taro-socket';
import { onTestReset } from '../platform/on-test-reset';
import { differingOptions } from './differing-options';
import type { Wanted } from './place';

// biome-ignore lint/suspicious/noExplicitAny: one map holds sockets of every message type; each key has its own
export type AnySocket = HeartbeatSocket<any, any>;
// biome-ignore lint/suspicious/noExplicitAny: holders of one socket speak of any messages
type AnyWanted = Wanted<any, any>;

/** A component's part in a shared socket. */
export interface SharedHold extends Hold {
  /** What it asks for now. The oldest holder's options are the socket's. */
  update(wanted: AnyWanted): void;
}

/** One socket for all components that hold it by the same key. It lives from the first hold to the end of its linger. */
interface Entry {
  readonly socket: AnySocket;
  hold(wanted: AnyWanted, linger: number, afresh: boolean): SharedHold;
  /** Whether nobody holds it any more. */
  readonly isLingering: boolean;
  /** Closes it for good. Who comes later gets another. */
  end(): void;
}

const entries = new Map<string, Entry>();
/** Those who follow a key, from one socket of it to the next. */
const followers = new Map<string, Set<() => void>>();

/** The present socket of a key, if anybody holds it or it lingers. */
export function presentSocket(key: string): AnySocket | undefined {
  return entries.get(key)?.socket;
}

/** Calls the listener whenever the key has got another socket, or none; returns the end of it. */
export function onReplaced(key: string, listener: () => void): () => void {
  const listeners = followers.get(key) ?? new Set();
  followers.set(key, listeners);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0 && followers.get(key) === listeners) followers.delete(key);
  };
}

/** Whether anybody follows a key. */
export const isFollowed = (key: string): boolean => followers.has(key);

/** Holds the socket of a key, which is made if there is none. `linger`: how long it outlives its last holder. */
export function holdShared(key: string, wanted: AnyWanted, linger: number, afresh: boolean): SharedHold {
  const present = entries.get(key);
  if (present) return present.hold(wanted, linger, afresh);
  const made = createEntry(key, wanted);
  // Held before anybody hears of it: who follows may look at once.
  const hold = made.hold(wanted, linger, afresh);
  entries.set(key, made);
  tellFollowers(key);
  return hold;
}

/** Closes the socket of a key for good. */
export function endShared(key: string): void {
  entries.get(key)?.end();
}

function tellFollowers(key: string): void {
  for (const listener of [...(followers.get(key) ?? [])]) listener();
}

function createEntry(key: string, { url, options }: AnyWanted): Entry {
  const socket: AnySocket = createTaroSocket(url, options, 'holders');
  const holders: Array<{ wanted: AnyWanted }> = [];
  /** Holds of the last holders, which keep the line while it lingers. */
  const lingering: Hold[] = [];
  let hasWarned = false;
  let cancelLinger = noop;

  function end(): void {
    cancelLinger();
    if (entries.get(key) === entry) entries.delete(key);
    socket.destroy();
    tellFollowers(key);
  }

  /** Ends once nobody has come back in time. A line that is lost meanwhile is nobody's to bring back. */
  function linger(time: number, { url, options }: AnyWanted): void {
    // Nor is one that the app's hiding would cost: on show it would be replaced before the time is up.
    socket.setOptions({ ...options, background: 'disconnect' }, url);
    if (time === 0 || socket.getSnapshot().status !== 'open') return end();
    const cancelTimer = systemClock.after(time, end);
    const off = socket.on('close', end);
    cancelLinger = () => {
      cancelTimer();
      off();
      cancelLinger = noop;
    };
  }

  function lead(): void {
    const oldest = holders[0];
    if (oldest) socket.setOptions(oldest.wanted.options, oldest.wanted.url);
  }

  function compare(wanted: AnyWanted): void {
    const oldest = holders[0];
    if (process.env.NODE_ENV === 'production' || hasWarned || !oldest) return;
    const names = differingOptions(oldest.wanted, wanted);
    if (names.length === 0) return;
    hasWarned = true;
    // Not which socket: a key that is a url may carry a token.
    warn(`components that share a socket differ in ${names.join(', ')}: those of the oldest are used`);
  }

  const entry: Entry = {
    socket,
    get isLingering() {
      return holders.length === 0;
    },
    end,
    hold(wanted, lingerTime, afresh) {
      const holder = { wanted };
      cancelLinger();
      holders.push(holder);
      if (holders.length === 1) lead();
      else compare(wanted);
      const hold = socket.hold(afresh);
      return {
        connect() {
          hold.connect();
          letGo();
        },
        update(next) {
          holder.wanted = next;
          if (holders[0] === holder) lead();
          else compare(next);
        },
        release() {
          const at = holders.indexOf(holder);
          if (at < 0) return;
          holders.splice(at, 1);
          if (at === 0) lead();
          if (holders.length > 0) return hold.release();
          lingering.push(hold);
          linger(lingerTime, holder.wanted);
        },
      };
    },
  };

  /** Somebody has come back: those who have left need not keep the line any more. */
  function letGo(): void {
    for (const hold of lingering.splice(0)) hold.release();
  }
  return entry;
}

// Ends every shared socket, or those that only linger.
// The condition is written out here for bundlers: a call on load would keep all of this in pages that share nothing.
if (process.env.NODE_ENV !== 'production') {
  onTestReset((which) => {
    for (const entry of [...entries.values()]) {
      if (which === 'all' || entry.isLingering) entry.end();
    }
  });
}
