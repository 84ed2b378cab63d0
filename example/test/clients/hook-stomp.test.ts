import { describe } from 'vitest';
import { describeWith, temporaryFolder } from '../../../packages/protocols/test/servers/program';
import { startRabbitMq } from './servers/rabbitmq';
import { tellOfClient } from './story';

describe('useHeartbeatSocket with stomp(), with RabbitMQ', () =>
  describeWith(['epmd', 'rabbitmq-server'], (epmd, rabbitmq) =>
    tellOfClient('hook-stomp', async () => startRabbitMq(epmd as string, rabbitmq as string, await temporaryFolder())),
  ));
