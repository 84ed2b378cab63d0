import type { Sockets } from './sockets';
import type { World } from './world';

/** The network between the app and the server. */
export interface FakeNetwork {
  /** It breaks: connections go silent, new ones fail, and the platform tells as much as it ever does. */
  offline(): void;
  /** It is back for new connections; those that went silent stay so. */
  online(): void;
  /** The platform says so, and it is not true: nothing else changes. */
  claim(online: boolean): void;
}

/** Makes the network of one world. `tellOnline` is the platform's way of telling. */
export function createNetwork(world: World, sockets: Sockets, tellOnline: (online: boolean) => void): FakeNetwork {
  const claim = (online: boolean) => world.tell(() => tellOnline(online));
  return {
    offline() {
      sockets.isOffline = true;
      for (const line of sockets.lines) line.isSilent = true;
      for (const line of sockets.pending) sockets.refuse(line, 'net::ERR_INTERNET_DISCONNECTED');
      claim(false);
    },
    online() {
      sockets.isOffline = false;
      claim(true);
    },
    claim,
  };
}
