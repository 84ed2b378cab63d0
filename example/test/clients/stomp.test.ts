import { describe } from 'vitest';
import { describeWith, temporaryFolder } from '../../../packages/protocols/test/servers/program';
import { startRabbitMq } from './servers/rabbitmq';
import { tellOfClient } from './story';

describe('stompjs over TaroWebSocket, with RabbitMQ', () =>
  describeWith(['epmd', 'rabbitmq-server'], (epmd, rabbitmq) =>
    tellOfClient('stomp', async () => startRabbitMq(epmd as string, rabbitmq as string, await temporaryFolder())),
  ));
