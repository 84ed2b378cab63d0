import './dom-globals';
import { WebSocket } from 'ws';

/** As in a browser, an error that nobody listens to does no harm. */
class PageWebSocket extends WebSocket {
  constructor(url: string, protocols?: string | string[]) {
    super(url, protocols);
    this.on('error', () => {});
  }
}

// Before any library loads: some take their WebSocket when they do.
Object.assign(globalThis, { WebSocket: PageWebSocket });
