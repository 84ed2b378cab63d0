import { createSwitch } from '../set-up';
import type { Complaints } from './complaints';

/** The functions of the platform's hints that can throw. */
export type HintFunction = 'network.current' | 'network.subscribe' | 'visibility.current' | 'visibility.subscribe';

/** The platform's word on the app and the network. Each of its functions may throw, once. */
export function createHints(complaints: Complaints) {
  const throwing = new Set<HintFunction>();

  function hint(name: 'network' | 'visibility') {
    const hint = createSwitch(true);
    let asked = true;
    /** What the socket goes by: what it was told last, or had asked before it listened. */
    let known = true;
    const reach = (method: 'current' | 'subscribe') => {
      if (throwing.delete(`${name}.${method}`)) throw complaints.createOfPort(`${name}.${method}`);
    };
    return {
      hint,
      port: {
        current() {
          // Who cannot ask takes it for shown, and online.
          asked = true;
          reach('current');
          asked = hint.current();
          return asked;
        },
        subscribe(listener: (value: boolean) => void) {
          known = asked;
          reach('subscribe');
          return hint.subscribe((value) => {
            known = value;
            listener(value);
          });
        },
      },
      known: () => known,
    };
  }

  const network = hint('network');
  const app = hint('visibility');
  return {
    throwing,
    network: network.hint,
    app: app.hint,
    /** The socket takes the app for hidden. */
    isKnownHidden: () => !app.known(),
    ports: { network: network.port, visibility: app.port },
  };
}
