import type { FakeConnection } from '@heartbeat-socket/testing';
import type { TappedTask } from '../stage/taps';
import { type Destination, isFor } from './destination';

/** Accounts for what is said on every connection, such as a subscription. */
export interface Subscriptions {
  /** A component says this from now on, or no more; its effect has run. */
  wants(destination: Destination, text: string, does: boolean): void;
  /** The server hears a frame. */
  heard(line: FakeConnection, frame: string): void;
  /** The platform takes a frame, and will tell that it did not send it. */
  swallowed(frame: string): void;
  /** The app is told that it was not sent. */
  failed(frame: string): void;
  /** Something that had waited goes out on a task: everything that is said on each connection has to be before it. */
  overtakes(text: string, destination: Destination, task: TappedTask): void;
  /** Nothing runs: on an open line has been said what is wanted, and nothing else. */
  check(destination: Destination, line: FakeConnection): void;
}

const BEGIN = 'sub ';
const END = 'unsub ';

/** What a component says on every connection, and says lastly. */
export const subscriptionOf = (topic: string) => [BEGIN + topic, END + topic] as const;
/** Whether a message is one of these. */
export const isSubscription = (text: string): boolean => text.startsWith(BEGIN) || text.startsWith(END);

/** Makes the accounts of one schedule. */
export function createSubscriptions(fault: (what: string) => void): Subscriptions {
  const wanted = new Map<string, Destination>();
  /** What the app has to take for said until it is told otherwise. */
  const swallowed = new Set<string>();
  const topicsOf = new WeakMap<FakeConnection, Set<string>>();

  function said(line: FakeConnection): Set<string> {
    const topics = topicsOf.get(line) ?? new Set<string>();
    topicsOf.set(line, topics);
    return topics;
  }

  return {
    wants(destination, text, does) {
      if (does) wanted.set(text, destination);
      else if (wanted.get(text) === destination) wanted.delete(text);
    },
    heard(line, frame) {
      const topics = said(line);
      if (frame.startsWith(BEGIN)) {
        if (topics.has(frame)) fault(`${frame} was said twice on one connection`);
        topics.add(frame);
        return;
      }
      if (!frame.startsWith(END)) return;
      const began = BEGIN + frame.slice(END.length);
      if (!topics.delete(began) && !swallowed.has(began))
        fault(`${frame} was said on a connection on which nothing had begun`);
    },
    swallowed: (frame) => void swallowed.add(frame),
    failed: (frame) => void swallowed.delete(frame),
    overtakes(text, destination, { handed }) {
      for (const [each, its] of wanted) {
        if (its === destination && !handed.some(({ frame }) => frame === each)) fault(`${text} went before ${each}`);
      }
    },
    check(destination, line) {
      const topics = said(line);
      for (const [text, its] of wanted)
        if (its === destination && !topics.has(text)) fault(`${text} was not said on the line of ${destination.name}`);
      for (const text of topics)
        if (!isFor(wanted.get(text) ?? NOWHERE, line.url))
          fault(`${text} is still on at ${line.url}, and nobody wants it`);
    },
  };
}

const NOWHERE = { prefix: null } as Destination;
