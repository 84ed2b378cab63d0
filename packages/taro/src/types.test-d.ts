// Checked by `npm run types`: each line after an @ts-expect-error must not compile.
import { createHeartbeatSocket, type Frame, jsonCodec, rawCodec, useHeartbeatSocket } from '.';

interface Quote {
  price: number;
}
interface Bid {
  amount: number;
}

export function Page(): void {
  const text = useHeartbeatSocket('wss://bid.example.com');
  text.lastMessage satisfies string | null;
  text.send('bid') satisfies 'sent' | 'queued' | 'dropped';
  text.send(new ArrayBuffer(1));
  // @ts-expect-error without a codec, objects do not go out
  text.send({ amount: 120 });

  const json = useHeartbeatSocket('wss://bid.example.com', {
    codec: jsonCodec<Quote, Bid>(),
    onMessage: ({ price }) => price satisfies number,
    onDrop: ({ amount }) => amount satisfies number,
  });
  json.lastMessage?.price satisfies number | undefined;
  json.send({ amount: 120 });
  // @ts-expect-error a quote is no bid
  json.send({ price: 120 });

  const raw = useHeartbeatSocket(() => Promise.resolve('wss://bid.example.com'), { codec: rawCodec });
  raw.lastMessage satisfies Frame | null;

  // @ts-expect-error type arguments need a codec that makes them true
  useHeartbeatSocket<Quote>('wss://bid.example.com');
  // @ts-expect-error type arguments need a codec that makes them true
  useHeartbeatSocket<Quote, Bid>('wss://bid.example.com', { enabled: true });
  // @ts-expect-error type arguments need a codec that makes them true
  createHeartbeatSocket<Quote, Bid>('wss://bid.example.com');
  // @ts-expect-error an option that does not exist
  useHeartbeatSocket('wss://bid.example.com', { heartbeat: { pongTimout: 5_000 } });

  const socket = createHeartbeatSocket('wss://bid.example.com', { codec: jsonCodec<Quote, Bid>() });
  const bound = useHeartbeatSocket(socket, { onMessage: ({ price }) => price satisfies number });
  bound.send({ amount: 120 });
}
