import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';
import { Centrifuge, type Options } from 'centrifuge';

export function createCentrifuge(url: string, options: Partial<Options> = {}): Centrifuge {
  // The server pings, and says how often.
  return new Centrifuge(url, { websocket: TaroWebSocket, ...options });
}
