import { type HeartbeatSocket, noop, systemClock } from '@heartbeat-socket/core';
import { createTaroSocket, warn } from '../platform/create-taro-socket';
import { differingOptions, type Wanted } from './differing-options';

// biome-ignore lint/suspicious/noExplicitAny: one map holds sockets of every message type; each key has its own
type AnySocket = HeartbeatSocket<any, any>;

/** A component's part in a shared socket. */
export interface SharedHolder {
  /** What it asks for now. The oldest holder's options are the socket's. */
  update(wanted: Wanted): void;
  /** Leaves, harmless twice. The last one to leave keeps the line for `linger`. */
  release(): void;
}

/** One socket for all components of the app that ask for it by the same key. */
export interface SharedSocket {
  readonly socket: AnySocket;
  hold(wanted: Wanted, afresh: boolean): SharedHolder;
}

interface Entry extends SharedSocket {
  /** When it was last seen without a holder, or null while it has one. */
  idleSince: number | null;
}

/** How long a socket that nobody has come to hold stays in the map: the render that asked for it was thrown away. */
const FORGOTTEN = 60_000;
const LINGER = 1_000;

const entries = new Map<string, Entry>();

/** The shared socket of a key; inert until somebody holds it, so that rendering may ask for it. */
export function sharedSocket(key: string, wanted: Wanted): SharedSocket {
  const now = systemClock.now();
  for (const [other, { idleSince }] of entries) {
    if (other !== key && idleSince !== null && now - idleSince > FORGOTTEN) entries.delete(other);
  }
  const entry = entries.get(key) ?? createEntry(key, wanted);
  entries.set(key, entry);
  return entry;
}

function createEntry(key: string, { url, options }: Wanted): Entry {
  const socket: AnySocket = createTaroSocket(url, { ...options, key }, 'holders');
  const holders: Array<{ wanted: Wanted }> = [];
  let hasWarned = false;
  let leave = noop;
  let cancelLinger = noop;

  /** Leaves once nobody has come back in time. A line that is lost meanwhile is nobody's to bring back. */
  function linger(time: number): void {
    const isDown = socket.getSnapshot().status !== 'open';
    const end = () => {
      cancelLinger();
      leave();
      leave = noop;
    };
    if (isDown || time === 0) return end();
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
    if (oldest) socket.setOptions({ ...oldest.wanted.options, key }, oldest.wanted.url);
  }

  function compare(wanted: Wanted): void {
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
    idleSince: systemClock.now(),
    hold(wanted, afresh) {
      const holder = { wanted };
      holders.push(holder);
      cancelLinger();
      // It may have been forgotten while its component was not mounted.
      entries.set(key, entry);
      entry.idleSince = null;
      if (holders.length === 1) lead();
      else compare(wanted);
      const before = leave;
      leave = socket.hold(afresh);
      before();
      return {
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
          if (holders.length > 0) return;
          entry.idleSince = systemClock.now();
          linger(holder.wanted.options.linger ?? LINGER);
        },
      };
    },
  };
  return entry;
}
