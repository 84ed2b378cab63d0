import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requests } from '@heartbeat-socket/core';
import { beforeAll } from 'vitest';
import { mqtt, mqttConfirmations } from './mqtt';
import { describeWith, freePort, startProgram, temporaryFolder } from './program';
import { tryServer } from './trial';

describeWith(['mosquitto', 'mosquitto_passwd'], (mosquitto, passwd) => {
  let cwd: string;

  beforeAll(async () => {
    cwd = await temporaryFolder();
    await promisify(execFile)(passwd as string, ['-b', '-c', join(cwd, 'passwords'), 'app', 'right']);
  });

  tryServer({
    name: 'mosquitto',
    // It hangs up after one and a half of the keep-alive.
    idleLimit: 1_500,
    hangsUp: true,
    async start(port) {
      const lines = [
        // 2.0.11 does not start with a listener for WebSockets alone.
        `listener ${await freePort()} 127.0.0.1`,
        `listener ${port} 127.0.0.1`,
        'protocol websockets',
        'allow_anonymous false',
        `password_file ${join(cwd, 'passwords')}`,
        'user root',
      ];
      await writeFile(join(cwd, 'conf'), `${lines.join('\n')}\n`);
      return startProgram(mosquitto as string, { args: ['-c', join(cwd, 'conf')], cwd, port });
    },
    url: (port) => `ws://127.0.0.1:${port}/mqtt`,
    options: (password) => ({
      protocol: mqtt({ username: 'app', password, keepalive: 1 }),
      request: requests(mqttConfirmations()),
      heartbeat: { pongTimeout: 1_000 },
    }),
    subscription: { subscribe: 'lots' },
    say: (text) => ({ topic: 'lots', text }),
    read: (message) => ('text' in message ? message.text : JSON.stringify(message)),
    question: { topic: 'nobody', text: '' },
    answer: 'confirmed',
  });
});
