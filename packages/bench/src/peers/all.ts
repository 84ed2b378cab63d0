import type { PeerId } from '../catalogue';
import type { Peer } from '../peer';
import { ahooks } from './ahooks';
import { centrifuge } from './centrifuge';
import { graphqlWs } from './graphql-ws';
import { core, hook } from './heartbeat-socket';
import { reactUseWebsocket } from './react-use-websocket';
import { partysocket, reconnectingWebsocket } from './reconnecting';
import { socketIo } from './socket-io';
import { vueuse } from './vueuse';
import { websocketHeartbeatMiniprogram } from './websocket-heartbeat-miniprogram';

/** The adapter of each peer. */
export const PEERS: Readonly<Record<PeerId, Peer>> = {
  hook,
  core,
  'websocket-heartbeat-miniprogram': websocketHeartbeatMiniprogram,
  'react-use-websocket': reactUseWebsocket,
  ahooks,
  partysocket,
  'reconnecting-websocket': reconnectingWebsocket,
  vueuse,
  'graphql-ws': graphqlWs,
  centrifuge,
  'socket.io': socketIo,
};
