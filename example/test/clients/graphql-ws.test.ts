import { describe } from 'vitest';
import { startGraphqlWsServer } from './servers/graphql-ws';
import { tellOfClient } from './story';

describe('graphql-ws over TaroWebSocket, with a graphql-ws server', () =>
  tellOfClient('graphql-ws', startGraphqlWsServer));
