import { stomp } from '@heartbeat-socket/protocols';
import { useHeartbeatSocket, useSubscription } from '@heartbeat-socket/taro';
import type { Sender } from '../../client';
import { ClientView, useTold } from '../../client-page';

const protocol = stomp({
  login: 'guest',
  passcode: 'guest',
  heartBeat: { send: 1_000, receive: 1_000 },
  binary: true,
});

/** The hook, in place of a library's client. */
export default function Page() {
  const [seen, told] = useTold();
  const socket = useHeartbeatSocket('ws://stomp.example.com/ws', {
    protocol,
    onMessage({ command, body }) {
      // The receipt of the SUBSCRIBE.
      if (command === 'RECEIPT') told.up();
      else if (typeof body === 'string') told.text(body);
      else told.bytes(new Uint8Array(body));
    },
    onClose: told.down,
  });
  useSubscription(
    socket,
    { command: 'SUBSCRIBE', headers: { id: 'down', destination: '/topic/down', receipt: 'subscribed' } },
    { command: 'UNSUBSCRIBE', headers: { id: 'down' } },
  );
  const sender: Sender = {
    sendText: (body) => socket.send({ command: 'SEND', headers: { destination: '/topic/up' }, body }),
    sendBytes: ({ buffer }) =>
      socket.send({
        command: 'SEND',
        headers: { destination: '/topic/up', 'content-type': 'application/octet-stream' },
        body: buffer as ArrayBuffer,
      }),
  };
  return <ClientView seen={seen} sender={sender} />;
}
