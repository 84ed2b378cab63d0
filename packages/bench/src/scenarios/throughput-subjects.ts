import { jsonCodec, useHeartbeatSocket } from '@heartbeat-socket/taro';
import type { Peer } from '../peer';
import { mountHook } from '../peers/mount-hook';

const codec = jsonCodec<unknown, unknown>();

/** Our hook in a component that shows the last message. */
export const hookReadingLast: Pick<Peer, 'connect' | 'dialect'> = {
  dialect: 'plain',
  connect: (url, _settings, { onOpen, onMessage }) =>
    mountHook(() => {
      const { lastMessage } = useHeartbeatSocket(url, { codec, onOpen, onMessage });
      return lastMessage;
    }),
};
