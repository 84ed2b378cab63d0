import { expect, it } from 'vitest';
import { readEnvironment } from './environment';

function read(env: NodeJS.ProcessEnv, args: string[] = []) {
  const reading = readEnvironment(env, args);
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  return reading.settings;
}

it('listens on port 8787 of the machine itself, unless told otherwise', () => {
  const { port, options } = read({});
  expect({ port, options }).toEqual({
    port: 8787,
    options: { host: '127.0.0.1', demoBots: false, lineLab: false, log: { level: 'info' } },
  });
});

it('keeps its data in example/.data, unless it has the url of a database or another folder', () => {
  expect(read({}).database).toEqual({ folder: expect.stringMatching(/example[\\/]\.data$/) });
  expect(read({ DATA_FOLDER: '/data' }).database).toEqual({ folder: '/data' });
  const url = 'postgres://ann:secret@db.example/bids';
  expect(read({ DATABASE_URL: url, DATA_FOLDER: '/data' }).database).toEqual({ url });
});

it('reads each variable', () => {
  const env = {
    DATABASE_URL: 'postgresql://db.example/bids',
    PORT: '0',
    HOST: '::',
    SESSION_SECRET: 's'.repeat(32),
    ALLOWED_ORIGINS: 'https://a.example, https://*.b.example:444',
    DEMO_BOTS: '1',
    LINE_LAB: '1',
    LOG_LEVEL: 'debug',
    H5_FOLDER: 'dist',
    ROUND_SECONDS: '60',
    SESSION_SECONDS: '3600',
    SESSIONS_PER_MINUTE: '1000',
    TRUSTED_PROXIES: '1',
    SOMETHING_ELSE: 'x',
  };
  expect(read(env)).toEqual({
    port: 0,
    database: { url: 'postgresql://db.example/bids' },
    options: {
      host: '::',
      sessionSecret: 's'.repeat(32),
      allowedOrigins: ['https://a.example', 'https://*.b.example:444'],
      demoBots: true,
      lineLab: true,
      log: { level: 'debug' },
      h5Folder: 'dist',
      roundDuration: 60_000,
      sessionLifetime: 3_600_000,
      sessionsPerMinute: 1_000,
      trustedProxies: 1,
    },
  });
});

it('takes flags, and a variable before a flag', () => {
  const flags = ['--lan', '--bots', '--lab', '--quiet'];
  const { options } = read({}, flags);
  expect(options).toEqual({ host: '0.0.0.0', demoBots: true, lineLab: true, log: { level: 'warn' } });
  const env = { HOST: '127.0.0.1', DEMO_BOTS: '0', LINE_LAB: '0', LOG_LEVEL: 'info' };
  expect(read(env, flags).options).toEqual({
    host: '127.0.0.1',
    demoBots: false,
    lineLab: false,
    log: { level: 'info' },
  });
});

it('takes an empty variable for one that is not set', () => {
  expect(read({ PORT: '', HOST: '' })).toEqual(read({}));
});

it.each([
  [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ PORT: '-1' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ PORT: '80.5' }, 'PORT must be a whole number from 0 to 65535.'],
  [{ DATABASE_URL: 'mysql://db.example' }, 'DATABASE_URL must begin with postgres:// or postgresql://.'],
  [{ SESSION_SECRET: 'hunter2' }, 'SESSION_SECRET must have at least 32 characters.'],
  [{ DEMO_BOTS: 'yes' }, 'DEMO_BOTS must be 0 or 1.'],
  [{ LINE_LAB: 'on' }, 'LINE_LAB must be 0 or 1.'],
  [{ ROUND_SECONDS: '0' }, 'ROUND_SECONDS must be a whole number from 10 to 604800.'],
])('says in one sentence what is wrong with %j', (env, sentence) => {
  expect(readEnvironment(env, [])).toEqual({ ok: false, problems: [sentence] });
});

it.each(['example.com', 'https://a.example/path', 'ws://a.example', 'https://a.example,,', '*'])(
  'takes %s for no list of origins',
  (list) => {
    const reading = readEnvironment({ ALLOWED_ORIGINS: list }, []);
    expect(reading.ok ? [] : reading.problems).toEqual([expect.stringMatching(/^ALLOWED_ORIGINS must be a list/)]);
  },
);

it('names the flags when it does not know one', () => {
  const reading = readEnvironment({}, ['--lam']);
  expect(reading.ok ? '' : reading.problems[0]).toMatch(/'--lam'.*--lan, --bots, --lab and --quiet/s);
});
