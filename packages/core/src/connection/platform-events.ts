import type { SocketContext } from '../socket/context';

/** Tells what the platform reports of app and network, a turn each, until the end that it returns is called. */
export function attachPlatform(
  { ports: { visibility, network }, turns, trace }: SocketContext,
  hint: (type: 'show' | 'hide' | 'online' | 'offline') => void,
): () => void {
  const listening = { isOver: false };
  const ends = [
    visibility.subscribe((visible) => {
      turns.enter(() => {
        trace({ type: 'app', visible });
        hint(visible ? 'show' : 'hide');
      }, listening);
    }),
    network.subscribe((online) => {
      turns.enter(() => {
        trace({ type: 'network', online });
        hint(online ? 'online' : 'offline');
      }, listening);
    }),
  ];
  return () => {
    listening.isOver = true;
    for (const end of ends) end();
  };
}
