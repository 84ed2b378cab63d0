import { Button, Text, View } from '@tarojs/components';
import { useEffect, useReducer, useState } from 'react';
import { type Client, COUNT, type Sender, type StartClient, type Told } from './client';

interface Seen {
  state: 'down' | 'up';
  ups: number;
  texts: number;
  bytes: number;
  fault: string;
}

/** A page with one client, made when it is mounted. */
export function ClientPage({ start }: { start: StartClient }) {
  const [seen, told] = useTold();
  const [client, setClient] = useState<Client | null>(null);

  useEffect(() => {
    const made = start(told);
    setClient(made);
    return () => made.stop();
  }, [start, told]);

  return <ClientView seen={seen} sender={client} />;
}

/** What a client has told so far, and where it tells it. What comes out of order is a fault. */
export function useTold(): readonly [Seen, Told] {
  const [, show] = useReducer((count: number) => count + 1, 0);
  const [seenAndTold] = useState(() => {
    const seen: Seen = { state: 'down', ups: 0, texts: 0, bytes: 0, fault: '' };
    const change = (changes: Partial<Seen>) => {
      Object.assign(seen, changes);
      show();
    };
    const told: Told = {
      up: () => change({ state: 'up', ups: seen.ups + 1 }),
      down: () => change({ state: 'down' }),
      text: (text) =>
        text === `down ${seen.texts % COUNT}`
          ? change({ texts: seen.texts + 1 })
          : change({ fault: `text ${text} after ${seen.texts}` }),
      bytes: (bytes) =>
        `${[...bytes]}` === `${seen.bytes % COUNT},255,0`
          ? change({ bytes: seen.bytes + 1 })
          : change({ fault: `bytes ${[...bytes]} after ${seen.bytes}` }),
    };
    return [seen, told] as const;
  });
  return seenAndTold;
}

/** Shows what a client has told, with a button that has it send. */
export function ClientView({ seen, sender }: { seen: Seen; sender: Sender | null }) {
  const send = () => {
    for (let index = 0; index < COUNT; index += 1) {
      sender?.sendText(`up ${index}`);
      sender?.sendBytes?.(new Uint8Array([index, 0, 255]));
    }
  };

  const { state, ups, texts, bytes, fault } = seen;
  return (
    <View>
      <Text id="state">{`${state} ${ups}`}</Text>
      <Text id="texts">{texts}</Text>
      <Text id="bytes">{bytes}</Text>
      <Text id="fault">{fault}</Text>
      <Button id="send" onClick={send}>
        send
      </Button>
    </View>
  );
}
