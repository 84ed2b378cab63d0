// Checked by `npm run types`: each line after an @ts-expect-error must not compile.
import {
  createHeartbeatSocket,
  type Frame,
  type Freshness,
  jsonCodec,
  rawCodec,
  useFreshness,
  useHeartbeatSocket,
  useServerNow,
  useSocketMessage,
  useSocketReducer,
  useSocketSnapshot,
} from '.';

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

interface Placed {
  placed: Bid;
}

export function Child(): void {
  const socket = useHeartbeatSocket('wss://bid.example.com', { codec: jsonCodec<Quote, Bid>() });

  const [quotes, dispatch] = useSocketReducer(socket, (state, quote) => [...state, quote], [] as Quote[]);
  quotes satisfies Quote[];
  dispatch({ price: 120 });
  // @ts-expect-error the reducer knows nothing but quotes
  dispatch({ placed: { amount: 120 } });

  const [sum, place] = useSocketReducer(
    socket,
    (state: number, message: Quote | Placed) => ('price' in message ? message.price : state + message.placed.amount),
    () => 0,
    {
      resync: ({ request, downtime }) => (downtime > 0 ? request<number>({ amount: 1 }) : 0),
      flushInterval: 100,
    },
  );
  sum satisfies number;
  place({ placed: { amount: 120 } });
  place({ price: 120 });
  // @ts-expect-error a bid is neither
  place({ amount: 120 });
  // @ts-expect-error the reducer has to take every message
  useSocketReducer(socket, (state: number, message: Placed) => state + message.placed.amount, 0);
  // @ts-expect-error a resync gives the state
  useSocketReducer(socket, (state: number) => state, 0, { resync: () => 'none' });

  useSocketSnapshot(socket, ({ lastMessage }) => lastMessage?.price) satisfies number | undefined;
  useSocketSnapshot(
    socket.core,
    ({ status, rtt }) => ({ status, rtt }),
    (one, other) => one.status === other.status,
  ).rtt satisfies number | null;
  // @ts-expect-error there is no such field
  useSocketSnapshot(socket, ({ latency }) => latency);

  useFreshness(socket) satisfies Freshness;
  useServerNow(socket, { every: 100 }) satisfies number;
  useSocketMessage(socket, ({ price }, { raw, at }) => {
    price satisfies number;
    raw satisfies Frame | null;
    at satisfies number;
  });
}
