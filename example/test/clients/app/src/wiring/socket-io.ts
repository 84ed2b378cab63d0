import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';
import { WebSocket as WebSocketTransport } from 'engine.io-client';
import { io, type ManagerOptions, type Socket } from 'socket.io-client';

/** Its own transport takes the WebSocket from the global scope. */
class TaroTransport extends WebSocketTransport {
  override createSocket(url: string, protocols: string | string[] | undefined) {
    return new TaroWebSocket(url, protocols);
  }
}

export function connectSocketIo(url: string, options: Partial<ManagerOptions> = {}): Socket {
  // The server pings: its `pingInterval` and `pingTimeout` say when a silent line is given up.
  return io(url, { transports: [TaroTransport], ...options });
}
