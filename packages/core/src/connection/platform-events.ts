import type { ContainedPorts } from '../ports/contained-ports';
import type { Turns } from '../ports/turns';
import type { Trace } from '../recorder/trace';

/** Tells what the platform reports of app and network, a turn each, until the end that it returns is called. */
export function attachPlatform(
  { visibility, network }: ContainedPorts,
  turns: Turns,
  hint: (type: 'show' | 'hide' | 'online' | 'offline') => void,
  trace: Trace,
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
