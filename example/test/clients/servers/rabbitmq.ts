import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '@stomp/stompjs';
import { WebSocket } from 'ws';
import { freePort, startProgram } from '../../../../packages/protocols/test/servers/program';
import type { Counterpart } from './counterpart';

const BYTES = 'application/octet-stream';

/** RabbitMQ with STOMP over WebSockets, and a client of its other side. */
export async function startRabbitMq(epmd: string, program: string, cwd: string): Promise<Counterpart> {
  const [port, names] = [await freePort(), await freePort()];
  // Erlang's name server of our own: RabbitMQ would start one that stays.
  const nameServer = await startProgram(epmd, {
    args: ['-port', `${names}`, '-address', '127.0.0.1'],
    cwd,
    port: names,
  });
  const settings = [
    'listeners.tcp = none',
    'stomp.listeners.tcp = none',
    'web_stomp.tcp.ip = 127.0.0.1',
    // Else it sends bytes as text, and what is no UTF-8 ends the connection.
    'web_stomp.ws_frame = binary',
  ];
  await writeFile(join(cwd, 'plugins'), '[rabbitmq_web_stomp].\n');
  await writeFile(join(cwd, 'rabbitmq.conf'), `${[...settings, `web_stomp.tcp.port = ${port}`].join('\n')}\n`);
  const server = await startProgram(program, {
    args: [],
    cwd,
    port,
    env: {
      HOME: cwd,
      ERL_EPMD_PORT: `${names}`,
      RABBITMQ_NODENAME: 'clients@localhost',
      RABBITMQ_DIST_PORT: `${await freePort()}`,
      RABBITMQ_MNESIA_BASE: cwd,
      RABBITMQ_LOG_BASE: cwd,
      RABBITMQ_LOGS: '-',
      RABBITMQ_ENABLED_PLUGINS_FILE: join(cwd, 'plugins'),
      RABBITMQ_CONFIG_FILE: join(cwd, 'rabbitmq.conf'),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none',
    },
  });
  const texts: string[] = [];
  const bytes: string[] = [];
  const client = new Client({
    webSocketFactory: () => new WebSocket(`ws://127.0.0.1:${port}/ws`, ['v12.stomp']) as never,
    connectHeaders: { login: 'guest', passcode: 'guest' },
  });
  await new Promise<void>((resolve) => {
    client.onConnect = () => {
      client.subscribe('/topic/up', ({ headers, body, binaryBody }) =>
        headers['content-type'] === BYTES ? bytes.push(`${[...binaryBody]}`) : texts.push(body),
      );
      resolve();
    };
    client.activate();
  });
  return {
    port,
    texts,
    bytes,
    // All come in binary frames: the type says which body is a text.
    say: (body) => client.publish({ destination: '/topic/down', body, headers: { 'content-type': 'text/plain' } }),
    sayBytes: (binaryBody) =>
      client.publish({ destination: '/topic/down', binaryBody, headers: { 'content-type': BYTES } }),
    async stop() {
      await client.deactivate({ force: true });
      await server.kill();
      await nameServer.kill();
    },
  };
}
