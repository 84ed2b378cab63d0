import { useHeartbeatSocket } from '@heartbeat-socket/taro';
import { Button, Text, View } from '@tarojs/components';
import { useState } from 'react';

/** All that the tests look at: the state of the line, the last message, why it was lost, and a way to send. */
export default function Line() {
  const [lost, setLost] = useState('');
  // An address that the host leads to its server.
  const socket = useHeartbeatSocket('ws://127.0.0.1:1/ws', {
    heartbeat: { interval: 1_000, pongTimeout: 1_000 },
    onClose: ({ kind }) => setLost(kind),
  });
  return (
    <View>
      <Text id="status">{socket.status}</Text>
      <Text id="last-message">{socket.lastMessage?.toString() ?? ''}</Text>
      <Text id="lost">{lost}</Text>
      <Button id="send" {...(socket.status === 'open' ? {} : { disabled: true })} onClick={() => socket.send('hello')}>
        Say hello
      </Button>
    </View>
  );
}
