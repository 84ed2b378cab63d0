import { describe } from 'vitest';
import { startCentrifugeImitation } from './servers/centrifuge';
import { tellOfClient } from './story';

describe('centrifuge over TaroWebSocket, with an imitation of its server', () =>
  tellOfClient('centrifuge', startCentrifugeImitation));
