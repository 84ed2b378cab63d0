import { noop } from './clock';
import type { Ports } from './ports';

/** The ports of one socket, of which none ever throws. */
export type ContainedPorts = { readonly [Name in keyof Ports]-?: Exclude<Ports[Name], undefined> };

/**
 * Puts a fallback under every function of the ports: the platform is somebody else's code. `failed` hears of each function
 * that threw, once. What connections throw is contained in the attempt.
 */
export function containPorts(ports: Ports, failed: (port: string, thrown: unknown) => void): ContainedPorts {
  const { clock, network, visibility } = ports;
  const told = new Set<string>();

  function attempt<Result>(port: string, call: () => Result, fallback: Result): Result {
    try {
      return call();
    } catch (thrown) {
      if (!told.has(port)) {
        told.add(port);
        failed(port, thrown);
      }
      return fallback;
    }
  }

  function subscribe<Value>(
    port: string,
    source: { subscribe(listener: (value: Value) => void): () => void },
  ): (listener: (value: Value) => void) => () => void {
    return (listener) => {
      const end = attempt(`${port}.subscribe`, () => source.subscribe(listener), noop);
      return () => attempt(`the end of ${port}.subscribe`, () => end(), undefined);
    };
  }

  let latest = 0;
  // The time is read for each message: nothing is made for it.
  const readNow = () => clock.now();
  const readWall = () => clock.wall();

  return {
    clock: {
      now() {
        latest = attempt('clock.now', readNow, latest);
        return latest;
      },
      wall: () => attempt('clock.wall', readWall, latest),
      after(delay, task) {
        const cancel = attempt('clock.after', () => clock.after(delay, task), noop);
        return () => attempt('a cancel of clock.after', () => cancel(), undefined);
      },
    },
    transport: ports.transport,
    network: {
      current: () => attempt('network.current', () => network.current(), true),
      subscribe: subscribe('network', network),
    },
    visibility: {
      current: () => attempt('visibility.current', () => visibility.current(), true),
      subscribe: subscribe('visibility', visibility),
    },
    // Half, so that a wait is the middle one.
    random: () => attempt('random', () => ports.random(), 0.5),
    background: ports.background ?? 'keep',
    warn(...told) {
      // A console that throws has nobody left to be told to.
      try {
        ports.warn?.(...told);
      } catch {}
    },
  };
}
