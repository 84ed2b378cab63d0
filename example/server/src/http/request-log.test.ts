import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { expect, it } from 'vitest';
import { createManualClock } from '../../test/manual-clock';
import { connect, refusedStatus } from '../../test/test-client';
import { startServer } from '../../test/test-server';

it('no token and no query is ever logged, at any level', async () => {
  const clock = createManualClock();
  const server = await startServer({ clock, maxConnectionsPerUser: 1, sessionsPerMinute: 3, sessionLifetime: 60_000 });
  const { token } = await server.session('Ann');
  await server.session('Ann', token);
  await server.post(`{"name":"Ann","token":"${token}"`);
  await server.post({ name: '', token });

  const query = `?token=${token}`;
  const client = connect(server.wsUrl + query);
  await client.text('SUCCESS');
  await connect(server.wsUrl + query).closed;
  await connect(`${server.wsUrl}${query}x`).closed;
  client.send(`{"token":"${token}"`);
  client.send({ type: 'bid', id: token.slice(0, 64), lot: 'ru-vase', amount: 12_000 });
  await client.next('bid-result');
  client.socket.send('x'.repeat(20_000));
  await client.closed;
  await refusedStatus(`ws://127.0.0.1:${server.port}/elsewhere${query}`);
  await refusedStatus(server.wsUrl + query, { origin: 'https://evil.example' });
  for (const path of ['/', '/ws', '/api/lots', '/api/nothing', '/%zz', '/nothing'])
    await fetch(server.url + path + query);
  const malformed = connectTcp(server.port, '127.0.0.1');
  malformed.end(`GET /ws${query} HTTP/1.1\r\nBad Header\r\n\r\n`);
  malformed.resume();
  await once(malformed, 'close');
  await clock.advance(60_000);
  await connect(server.wsUrl + query).closed;

  const log = server.log();
  for (const happened of ['connection opened', 'connection refused', 'origin refused', 'incoming request']) {
    expect(log).toContain(happened);
  }
  const [, payload, signature] = token.split('.');
  for (const secret of [payload, signature, 'token=']) expect(log).not.toContain(secret);
  // The raw request of a malformed one would be logged as the numbers of its bytes.
  expect(log).not.toContain(JSON.stringify([...Buffer.from('token=')]).slice(1, -1));
});

it('each line is JSON, and those of a connection name it and its user', async () => {
  const server = await startServer();
  const { token, user } = await server.session('Ann');
  const client = connect(`${server.wsUrl}?token=${token}`);
  await client.text('SUCCESS');
  const lines = server
    .log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const opened = lines.find(({ msg }) => msg === 'connection opened');
  expect(opened).toMatchObject({ connection: 1, user: user.id, ip: '127.0.0.1' });
});
