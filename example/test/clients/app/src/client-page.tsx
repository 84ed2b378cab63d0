import { Button, Text, View } from '@tarojs/components';
import { useEffect, useReducer, useRef } from 'react';
import { type Client, COUNT, type StartClient } from './client';

interface Seen {
  state: 'down' | 'up';
  ups: number;
  texts: number;
  bytes: number;
  fault: string;
}

/** A page with one client: what it has told, and a button that has it send. What comes out of order is a fault. */
export function ClientPage({ start }: { start: StartClient }) {
  const seen = useRef<Seen>({ state: 'down', ups: 0, texts: 0, bytes: 0, fault: '' });
  const client = useRef<Client | null>(null);
  const [, show] = useReducer((count: number) => count + 1, 0);

  useEffect(() => {
    const { current } = seen;
    const change = (changes: Partial<Seen>) => {
      Object.assign(current, changes);
      show();
    };
    client.current = start({
      up: () => change({ state: 'up', ups: current.ups + 1 }),
      down: () => change({ state: 'down' }),
      text: (text) =>
        text === `down ${current.texts % COUNT}`
          ? change({ texts: current.texts + 1 })
          : change({ fault: `text ${text} after ${current.texts}` }),
      bytes: (bytes) =>
        `${[...bytes]}` === `${current.bytes % COUNT},255,0`
          ? change({ bytes: current.bytes + 1 })
          : change({ fault: `bytes ${[...bytes]} after ${current.bytes}` }),
    });
    return () => client.current?.stop();
  }, [start]);

  const send = () => {
    for (let index = 0; index < COUNT; index += 1) {
      client.current?.sendText(`up ${index}`);
      client.current?.sendBytes?.(new Uint8Array([index, 0, 255]));
    }
  };

  const { state, ups, texts, bytes, fault } = seen.current;
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
