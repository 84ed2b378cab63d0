// What only `strictFunctionTypes` forbids; see `hooks.test-d.ts`.
import { createHeartbeatSocket, jsonCodec, useSocketReducer } from '@heartbeat-socket/taro';

interface Quote {
  price: number;
}
interface Placed {
  placed: { amount: number };
}

export function Page(): void {
  const socket = createHeartbeatSocket('wss://bid.example.com', { codec: jsonCodec<Quote, Placed>() });
  // @ts-expect-error the reducer has to take every message
  useSocketReducer(socket, (state: number, message: Placed) => state + message.placed.amount, 0);
}
