import type { StartClient } from '../client';
import { createStomp } from '../wiring/stomp';

const BYTES = 'application/octet-stream';

export const startStomp: StartClient = (told) => {
  const client = createStomp('ws://stomp.example.com/ws', {
    connectHeaders: { login: 'guest', passcode: 'guest' },
    heartbeatIncoming: 1_000,
    heartbeatOutgoing: 1_000,
    reconnectDelay: 200,
    connectionTimeout: 3_000,
    onWebSocketClose: told.down,
    onConnect() {
      const hear = client.subscribe('/topic/down', ({ headers, body, binaryBody }) =>
        headers['content-type'] === BYTES ? told.bytes(binaryBody) : told.text(body),
      );
      // The broker answers in order: this one says that it has subscribed us.
      const receipt = `up ${hear.id}`;
      client.watchForReceipt(receipt, told.up);
      client.publish({ destination: '/topic/ready', headers: { receipt } });
    },
  });
  client.activate();
  return {
    sendText: (body) => client.publish({ destination: '/topic/up', body }),
    sendBytes: (binaryBody) =>
      client.publish({ destination: '/topic/up', binaryBody, headers: { 'content-type': BYTES } }),
    stop: () => void client.deactivate({ force: true }),
  };
};
