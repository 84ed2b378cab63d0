import { describe } from 'vitest';
import { describeWith, temporaryFolder } from '../../../packages/protocols/test/servers/program';
import { startMosquitto } from './servers/mosquitto';
import { tellOfClient } from './story';

describe('MQTT.js over TaroWebSocket, with mosquitto', () =>
  describeWith(['mosquitto'], (program) =>
    tellOfClient('mqtt', async () => startMosquitto(program as string, await temporaryFolder())),
  ));
