import type { Attempt } from '../connection/attempt';
import type { Turns } from '../ports/turns';
import { messageKey } from './message-key';

/** What is said again on every connection, such as a subscription, until it ends. */
export interface Standing<Out> {
  /** Says it on each connection from now on, the present one included. Returns the end of it, which is idempotent. */
  add(message: Out, farewell: Out | undefined): () => void;
  /** Says what has not been said on the present connection, in order. */
  say(): void;
}

/** How they travel. */
interface StandingHost<Out> {
  attempt(): Attempt;
  /** Whether what waits may go out now. */
  isClear(): boolean;
  /** Hands it to the platform. `refused` hears, perhaps late, that it takes nothing while the app is hidden. */
  transmit(message: Out, refused: () => void): void;
}

interface Item<Out> {
  readonly message: Out;
  /** Others that say the same have the same. */
  readonly key?: unknown;
  /** The attempt on whose connection it was said. */
  saidOn: Attempt | null;
}

/** Makes the standing messages of one socket; there are none. */
export function createStanding<Out>({ enter }: Pick<Turns, 'enter'>, host: StandingHost<Out>): Standing<Out> {
  const items = new Set<Item<Out>>();
  /** Farewells that have not gone out: the platform takes nothing while the app is hidden, and the line may live on. */
  const farewells = new Set<Item<Out>>();

  function say(): void {
    for (const item of [...farewells]) {
      if (!host.isClear()) return;
      farewells.delete(item);
      if (item.saidOn === host.attempt()) host.transmit(item.message, () => void farewells.add(item));
    }
    for (const item of [...items]) {
      if (item.saidOn === host.attempt() || !items.has(item)) continue;
      if (!host.isClear()) return;
      item.saidOn = host.attempt();
      host.transmit(item.message, () => {
        item.saidOn = null;
      });
    }
  }

  return {
    add(message, farewell) {
      const item: Item<Out> = { message, key: messageKey(message), saidOn: null };
      items.add(item);
      enter(say);
      return () => {
        if (!items.delete(item) || farewell === undefined) return;
        enter(() => {
          // Somebody else may still want the same.
          for (const other of items) if (other.key === item.key) return;
          if (item.saidOn !== host.attempt()) return;
          farewells.add({ message: farewell, saidOn: item.saidOn });
          say();
        });
      };
    },
    say,
  };
}
