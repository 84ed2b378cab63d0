import type { Ports } from '../ports/ports';
import type { Trace } from '../recorder/trace';
import type { MachineEvent } from './machine-state';

/** Tells what the platform reports of app and network, until the end that it returns is called. */
export function attachPlatform(
  { visibility, network }: Pick<Ports, 'visibility' | 'network'>,
  dispatch: (event: MachineEvent) => void,
  isOverdue: () => boolean,
  trace: Trace,
): () => void {
  const ends = [
    visibility.subscribe((visible) => {
      trace({ type: 'app', visible });
      dispatch(visible ? { type: 'show', overdue: isOverdue() } : { type: 'hide' });
    }),
    network.subscribe((online) => {
      trace({ type: 'network', online });
      dispatch({ type: online ? 'online' : 'offline' });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
