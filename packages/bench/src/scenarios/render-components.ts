import { jsonCodec, useHeartbeatSocket, useSocketReducer } from '@heartbeat-socket/taro';
import { useWebSocket as useAhooksWebSocket } from 'ahooks';
import usePartySocket from 'partysocket/use-ws';
import { type ComponentType, useEffect } from 'react';
import useReactWebSocket from 'react-use-websocket';
import type { PeerId } from '../catalogue';

interface Props {
  readonly url: string;
  /** After each commit of the component. */
  onCommit(): void;
  /** From an effect on the last message. */
  onLast(): void;
  onMessage(): void;
}

/** One way in which a component reads from a hook. */
export interface Reading {
  readonly name: 'nothing' | 'last message' | 'reducer' | 'filtered';
  readonly Component: ComponentType<Props>;
  /** Whether it has a last message to put an effect on. */
  readonly hasLast: boolean;
}

const codec = jsonCodec<object, object>();

function useCounts({ onCommit, onLast }: Props, last: unknown): void {
  useEffect(onCommit);
  useEffect(() => {
    if (last) onLast();
  }, [last, onLast]);
}

const OurNothing = (props: Props) => {
  useHeartbeatSocket(props.url, { codec, onMessage: props.onMessage });
  useCounts(props, null);
  return null;
};

const OurLast = (props: Props) => {
  const { lastMessage } = useHeartbeatSocket(props.url, { codec, onMessage: props.onMessage });
  useCounts(props, lastMessage);
  return null;
};

/** Its state is made of every message, and shown at a bounded rate. */
const OurReducer = (props: Props) => {
  const socket = useHeartbeatSocket(props.url, { codec, onMessage: props.onMessage });
  const [total] = useSocketReducer(socket, (sum: number) => sum + 1, 0);
  useCounts(props, total);
  return null;
};

const ReactUseWebSocket = (props: Props) => {
  const { lastMessage } = useReactWebSocket(props.url, { onMessage: props.onMessage });
  useCounts(props, lastMessage);
  return null;
};

const ReactUseWebSocketFiltered = (props: Props) => {
  const { lastMessage } = useReactWebSocket(props.url, { onMessage: props.onMessage, filter: () => false });
  useCounts(props, lastMessage);
  return null;
};

const Ahooks = (props: Props) => {
  const { latestMessage } = useAhooksWebSocket(props.url, { onMessage: props.onMessage });
  useCounts(props, latestMessage);
  return null;
};

const PartySocket = (props: Props) => {
  usePartySocket(props.url, [], { onMessage: props.onMessage });
  useCounts(props, null);
  return null;
};

/** For each peer with a React hook, the ways that its users have. */
export const READINGS: Partial<Record<PeerId, readonly Reading[]>> = {
  hook: [
    { name: 'nothing', Component: OurNothing, hasLast: false },
    { name: 'last message', Component: OurLast, hasLast: true },
    { name: 'reducer', Component: OurReducer, hasLast: true },
  ],
  'react-use-websocket': [
    { name: 'last message', Component: ReactUseWebSocket, hasLast: true },
    { name: 'filtered', Component: ReactUseWebSocketFiltered, hasLast: true },
  ],
  ahooks: [{ name: 'last message', Component: Ahooks, hasLast: true }],
  partysocket: [{ name: 'nothing', Component: PartySocket, hasLast: false }],
};
