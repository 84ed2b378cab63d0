import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ClientMessage, Lot, Quote, ServerMessage, SessionResponse } from '../../server/src/messages';

/** A bidder on a line of its own, from outside the page under test. */
export interface Bidder {
  readonly userId: string;
  /** Bids a step more than the price, again when somebody was faster, and returns the amount. */
  bid(lot: string): Promise<number>;
  /** The amounts that were bid on a lot, newest first, as the server has them now. */
  quotes(lot: string): Promise<number[]>;
  /** Settles when somebody has bid so much. */
  sees(lot: string, amount: number): Promise<void>;
  close(): void;
}

type MessageOf<Type> = Extract<ServerMessage, { type: Type }>;

/** Logs in on a server of loopback, and connects. */
export async function connectBidder(port: number, name: string): Promise<Bidder> {
  const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  const { token, user } = (await response.json()) as SessionResponse;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws?token=${token}`);
  await once(socket, 'open');
  let requests = 0;

  function next<Type extends ServerMessage['type']>(
    type: Type,
    matches: (message: MessageOf<Type>) => boolean,
  ): Promise<MessageOf<Type>> {
    return new Promise((resolve) => {
      const look = (data: unknown) => {
        const text = String(data);
        const message = text.startsWith('{') ? (JSON.parse(text) as ServerMessage) : undefined;
        if (message?.type !== type || !matches(message as MessageOf<Type>)) return;
        socket.off('message', look);
        resolve(message as MessageOf<Type>);
      };
      socket.on('message', look);
    });
  }

  const say = (message: ClientMessage) => socket.send(JSON.stringify(message));

  /** The lot and its quotes; from then on this one hears of it. */
  async function watch(lot: string): Promise<{ lot: Lot; quotes: readonly Quote[] }> {
    const id = `${++requests}`;
    const answer = next('snapshot', (message) => message.id === id);
    say({ type: 'watch', lot, id });
    return answer;
  }

  return {
    userId: user.id,
    async bid(lotId) {
      const { lot } = await watch(lotId);
      let amount = lot.price + lot.step;
      for (;;) {
        const id = `${++requests}`;
        const answer = next('bid-result', (message) => message.id === id);
        say({ type: 'bid', id, lot: lotId, amount });
        const result = await answer;
        if (result.ok) return amount;
        // Somebody else, a page under test perhaps, bid between the look and the bid.
        if (result.minimum === undefined) throw new Error(`the bid was refused: ${JSON.stringify(result)}`);
        amount = result.minimum;
      }
    },
    async quotes(lot) {
      return (await watch(lot)).quotes.map(({ amount }) => amount);
    },
    async sees(lot, amount) {
      const quote = next('quote', (message) => message.quote.amount === amount);
      const { quotes } = await watch(lot);
      if (!quotes.some((each) => each.amount === amount)) await quote;
    },
    close: () => socket.close(),
  };
}
