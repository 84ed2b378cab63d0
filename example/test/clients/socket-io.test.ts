import { describe } from 'vitest';
import { startSocketIoServer } from './servers/socket-io';
import { tellOfClient } from './story';

describe('socket.io-client over TaroWebSocket, with a socket.io server', () =>
  tellOfClient('socket-io', startSocketIoServer));
