import './text-coding';
import { TaroWebSocket } from '@heartbeat-socket/taro/web-socket';
import { Client, type StompConfig } from '@stomp/stompjs';

export function createStomp(url: string, config: StompConfig = {}): Client {
  return new Client({
    webSocketFactory: () => new TaroWebSocket(url, ['v12.stomp']),
    // Milliseconds. Spring's simple broker beats only if it has a scheduler.
    heartbeatIncoming: 10_000,
    heartbeatOutgoing: 10_000,
    connectionTimeout: 10_000,
    // Else it waits for the server's answer to a close on a line that is dead.
    discardWebsocketOnCommFailure: true,
    ...config,
  });
}
