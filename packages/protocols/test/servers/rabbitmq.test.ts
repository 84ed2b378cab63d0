import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requests } from '@heartbeat-socket/core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type StompCommand, type StompMessage, stomp, stompReceipts } from '../../src/index';
import { describeWith, freePort, type Program, startProgram, temporaryFolder } from './program';
import { tryServer } from './trial';

describeWith(['epmd', 'rabbitmq-server'], (epmd, rabbitmq) => {
  let names: Program;
  let cwd: string;
  let env: NodeJS.ProcessEnv;

  // Erlang's name server of our own: RabbitMQ would start one that stays.
  beforeAll(async () => {
    cwd = await temporaryFolder();
    const port = await freePort();
    names = await startProgram(epmd as string, { args: ['-port', `${port}`, '-address', '127.0.0.1'], cwd, port });
    await writeFile(join(cwd, 'plugins'), '[rabbitmq_web_stomp].\n');
    env = {
      HOME: cwd,
      ERL_EPMD_PORT: `${port}`,
      RABBITMQ_NODENAME: 'servers@localhost',
      RABBITMQ_DIST_PORT: `${await freePort()}`,
      RABBITMQ_MNESIA_BASE: cwd,
      RABBITMQ_LOG_BASE: cwd,
      RABBITMQ_LOGS: '-',
      RABBITMQ_ENABLED_PLUGINS_FILE: join(cwd, 'plugins'),
      RABBITMQ_CONFIG_FILE: join(cwd, 'rabbitmq.conf'),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+sbwt none',
    };
  });

  afterAll(() => names?.kill());

  tryServer<StompMessage, StompCommand>({
    name: 'RabbitMQ, web-stomp',
    // It hangs up after two beats that it has missed.
    idleLimit: 2_000,
    hangsUp: true,
    async start(port) {
      const lines = ['listeners.tcp = none', 'stomp.listeners.tcp = none', 'web_stomp.tcp.ip = 127.0.0.1'];
      await writeFile(join(cwd, 'rabbitmq.conf'), `${[...lines, `web_stomp.tcp.port = ${port}`].join('\n')}\n`);
      return startProgram(rabbitmq as string, { args: [], cwd, env, port });
    },
    url: (port) => `ws://127.0.0.1:${port}/ws`,
    options: (login) => ({
      protocol: stomp({
        login: 'guest',
        passcode: login === 'right' ? 'guest' : 'wrong',
        heartBeat: { send: 1_000, receive: 1_000 },
      }),
      request: requests(stompReceipts),
    }),
    subscription: { command: 'SUBSCRIBE', headers: { id: 'lots', destination: '/topic/lots' } },
    say: (text) => ({ command: 'SEND', headers: { destination: '/topic/lots' }, body: text }),
    read: ({ command, body }) => (command === 'MESSAGE' ? body : command),
    question: { command: 'SEND', headers: { destination: '/topic/nobody' }, body: '' },
    answer: { 'receipt-id': expect.any(String) },
  });
});
