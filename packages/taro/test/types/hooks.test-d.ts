// Checked by `npm run types` and `npm run types:versions`: each line after an @ts-expect-error must not compile.

import {
  createHeartbeatSocket,
  type Frame,
  type Freshness,
  handshake,
  jsonCodec,
  type Protocol,
  rawCodec,
  requests,
  useFreshness,
  useHeartbeatSocket,
  useServerNow,
  useSharedSocket,
  useSocketMessage,
  useSocketReducer,
  useSocketSnapshot,
  useSubscription,
} from '@heartbeat-socket/taro';
import type { Dispatch, SetStateAction } from 'react';

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

declare const protocol: Protocol<Quote, Bid>;
declare const setQuote: Dispatch<SetStateAction<Quote | null>>;

const URL = 'wss://bid.example.com';
const codec = jsonCodec<Quote, Bid>();

/** What a socket can be asked, and what is missing where it cannot. */
export async function Asking(): Promise<void> {
  const none = useHeartbeatSocket(URL, { codec });
  // @ts-expect-error without requests nothing can be asked
  none.request({ amount: 120 });
  none.request.missing satisfies 'request: requests({ tag, match })';
  // @ts-expect-error without requests nothing can be asked
  useHeartbeatSocket(URL).request('bid');
  // @ts-expect-error without requests nothing can be asked
  useHeartbeatSocket(URL, { protocol }).request({ amount: 120 });
  // @ts-expect-error without requests nothing can be asked
  useSharedSocket(URL, { codec }).request({ amount: 120 });
  // @ts-expect-error without requests nothing can be asked
  createHeartbeatSocket(URL, { codec }).request({ amount: 120 });
  // @ts-expect-error requests are made with requests()
  useHeartbeatSocket(URL, { codec, request: { tag: (bid: Bid) => bid, match: () => undefined } });

  const json = useHeartbeatSocket(URL, {
    codec,
    // TypeScript infers nothing for a call from the property beside it: the types are named.
    request: requests<Quote, Bid>({
      tag: (bid, id) => ({ amount: bid.amount + id.length }),
      match: (quote) => ({ id: quote.price.toFixed(), value: quote }),
    }),
  });
  (await json.request<Quote>({ amount: 120 }, { retry: true })) satisfies Quote;
  // @ts-expect-error a quote is no bid
  json.request({ price: 120 });
  useHeartbeatSocket(json.core).request({ amount: 120 }) satisfies Promise<unknown>;

  const spoken = useSharedSocket(URL, {
    protocol,
    request: requests<Quote, Bid>({
      tag: ({ amount }) => ({ amount }),
      match: ({ price }) => ({ id: price.toFixed() }),
    }),
  });
  spoken.request({ amount: 120 }) satisfies Promise<unknown>;

  const text = createHeartbeatSocket(URL, {
    request: requests<string, Frame>({
      tag: (data, id) => `${data} ${id}`,
      match: (message) => ({ id: message.trim() }),
    }),
  });
  text.request('bid') satisfies Promise<unknown>;

  // @ts-expect-error requests of other messages than the codec's
  useHeartbeatSocket(URL, { codec, request: requests<Bid, Quote>({ tag: (quote) => quote, match: () => undefined }) });
  // @ts-expect-error requests of other messages than the protocol's
  useSharedSocket(URL, { protocol, request: requests<Bid, Quote>({ tag: (quote) => quote, match: () => undefined }) });
}

/** The messages follow from the codec, or from the protocol, alone. */
export function Speaking(): void {
  useHeartbeatSocket(URL, { codec, onMessage: setQuote }).lastMessage satisfies Quote | null;
  useHeartbeatSocket(URL, { codec, onMessage: setQuote }).send({ amount: 120 });
  useSharedSocket(URL, { codec, onMessage: setQuote }).lastMessage satisfies Quote | null;
  useHeartbeatSocket(URL, { protocol, onMessage: setQuote }).send({ amount: 120 });
  useSharedSocket(URL, { protocol, onMessage: setQuote }).send({ amount: 120 });
  useHeartbeatSocket(createHeartbeatSocket(URL, { codec }), { onMessage: setQuote }).send({ amount: 120 });
  // @ts-expect-error the messages are quotes, whoever takes more than those
  useHeartbeatSocket(URL, { codec, onMessage: setQuote }).lastMessage satisfies (() => void) | null;
  // @ts-expect-error without a codec messages are texts
  useHeartbeatSocket(URL, { onMessage: setQuote });

  const spoken = useHeartbeatSocket(URL, { protocol, onMessage: ({ price }) => price satisfies number });
  spoken.lastMessage?.price satisfies number | undefined;
  // @ts-expect-error a quote is no bid
  spoken.send({ price: 120 });
  const made = createHeartbeatSocket(URL, { protocol, heartbeat: { interval: 10_000, missed: 2 } });
  made.send({ amount: 120 });

  // @ts-expect-error the session of a protocol reads and writes: no codec beside it
  useHeartbeatSocket(URL, { protocol, codec });
  // @ts-expect-error the session of a protocol reads and writes: no codec beside it
  useSharedSocket(URL, { protocol, codec });
  // @ts-expect-error the session of a protocol reads and writes: no codec beside it
  createHeartbeatSocket(URL, { protocol, codec });
  // @ts-expect-error the session of a protocol pings
  useHeartbeatSocket(URL, { protocol, heartbeat: { ping: 'ping' } });
  // @ts-expect-error the session of a protocol knows its pongs
  useSharedSocket(URL, { protocol, heartbeat: { isPong: 'pong' } });
  // @ts-expect-error the session of a protocol pings
  createHeartbeatSocket(URL, { protocol, heartbeat: { ping: 'ping' } });
  useHeartbeatSocket(URL, {
    // @ts-expect-error the session of a protocol says hello
    protocol,
    handshake: handshake<Quote, Bid>({ hello: { amount: 1 }, accepted: () => true }),
  });

  useHeartbeatSocket(URL, {
    codec,
    handshake: handshake<Quote, Bid>({
      hello: async ({ isReconnect }) => ({ amount: isReconnect ? 1 : 0 }),
      accepted: ({ price }) => price > 0,
      refused: ({ price }) => price < 0 && 'denied',
    }),
  });
  // @ts-expect-error a quote is no bid, and no login
  useHeartbeatSocket(URL, { codec, handshake: handshake<Quote, Quote>({ hello: { price: 1 }, accepted: () => true }) });

  useSubscription(spoken, { amount: 120 }, { amount: 0 });
  useSubscription(spoken, null);
  // @ts-expect-error a quote is no bid
  useSubscription(spoken, { price: 120 });
  useSocketMessage(spoken, setQuote, { resync: ({ downtime }) => [{ price: downtime }] });
  useSocketMessage(spoken, setQuote, { resync: ({ send }) => void send({ amount: 1 }) });
  // @ts-expect-error what was missed are quotes
  useSocketMessage(spoken, setQuote, { resync: () => [{ amount: 1 }] });
}

/** Where a name or a value is wrong, the compiler says so there, and not of the url. */
export function useWrongOptions() {
  useHeartbeatSocket(URL, {
    // @ts-expect-error no such option
    heartBeat: {},
  });
  useHeartbeatSocket(URL, {
    codec: jsonCodec<Quote, Bid>(),
    heartbeat: {
      // @ts-expect-error a number
      interval: '25s',
    },
  });
  useSharedSocket(URL, {
    // @ts-expect-error another word
    background: 'close',
  });
}
