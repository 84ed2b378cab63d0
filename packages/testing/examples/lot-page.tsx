import { jsonCodec, type SocketSource, useHeartbeatSocket, useRetryIn } from '@heartbeat-socket/taro';
import { Button, Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';

interface Quote {
  price: number;
  by: string;
}
interface Bid {
  amount: number;
}

const codec = jsonCodec<Quote, Bid>();

export default function LotPage() {
  const { id } = useRouter().params;
  const [quote, setQuote] = useState<Quote | null>(null);
  const socket = useHeartbeatSocket(`wss://bid.example.com/lots/${id}`, { codec, onMessage: setQuote });
  const isOpen = socket.status === 'open';
  const next = (quote?.price ?? 0) + 500;
  return (
    <View>
      {!isOpen && (socket.cause === null ? <Text>Connecting</Text> : <Banner socket={socket} />)}
      <Text>{quote ? `${quote.price} by ${quote.by}` : 'No quote yet'}</Text>
      <Button {...(isOpen ? {} : { disabled: true })} onClick={() => socket.send({ amount: next })}>
        Bid {next}
      </Button>
    </View>
  );
}

function Banner({ socket }: { socket: SocketSource<Quote, Bid> }) {
  const retryIn = useRetryIn(socket);
  return <Text>Connection lost{retryIn === null ? '' : `, retrying in ${retryIn} s`}</Text>;
}
