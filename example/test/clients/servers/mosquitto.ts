import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { freePort, startProgram } from '../../../../packages/protocols/test/servers/program';
import type { Counterpart } from './counterpart';

/** Mosquitto, and a client of its other side. */
export async function startMosquitto(program: string, cwd: string): Promise<Counterpart> {
  const [port, tcp] = [await freePort(), await freePort()];
  const settings = [`listener ${port} 127.0.0.1`, 'protocol websockets', `listener ${tcp} 127.0.0.1`];
  await writeFile(join(cwd, 'mosquitto.conf'), [...settings, 'allow_anonymous true', ''].join('\n'));
  const server = await startProgram(program, { args: ['-c', 'mosquitto.conf'], cwd, port: tcp });
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${tcp}`);
  await client.subscribeAsync('up/#', { qos: 1 });
  const texts: string[] = [];
  const bytes: string[] = [];
  client.on('message', (topic, payload) =>
    topic === 'up/text' ? texts.push(payload.toString()) : bytes.push(`${[...payload]}`),
  );
  return {
    port,
    texts,
    bytes,
    say: (text) => client.publish('down/text', text, { qos: 1 }),
    sayBytes: (data) => client.publish('down/bytes', Buffer.from(data), { qos: 1 }),
    async stop() {
      await client.endAsync(true);
      await server.kill();
    },
  };
}
