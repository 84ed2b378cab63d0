import { useHeartbeatSocket } from '@heartbeat-socket/taro';
import { Button, Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';

/** On H5 the server that the page came from; elsewhere an address that the host leads to its server. */
const SERVER = process.env.TARO_ENV === 'h5' ? `ws://${location.host}/ws` : 'ws://127.0.0.1:1/ws';

/** All that the tests look at: the state of the line, the last message, why it was lost, and a way to send. */
export default function Line() {
  const { hidden } = useRouter().params;
  const [lost, setLost] = useState('');
  const socket = useHeartbeatSocket(SERVER, {
    whilePageHidden: hidden === 'disconnect' ? 'disconnect' : 'keep',
    heartbeat: { interval: 1_000, pongTimeout: 1_000 },
    onClose: ({ kind, code }) => setLost(`${kind} ${code ?? 'without a code'}`),
  });
  return (
    <View>
      <Text id="status">{socket.status}</Text>
      <Text id="last-message">{socket.lastMessage?.toString() ?? ''}</Text>
      <Text id="lost">{lost}</Text>
      <Button id="send" onClick={() => socket.send('hello')}>
        Say hello
      </Button>
    </View>
  );
}
