import type { Frame } from '@heartbeat-socket/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startTalk } from '../../test/talk';
import type { StompCommand } from './frame';
import { type StompOptions, stomp, stompReceipts } from './stomp';

const CONNECTED = 'CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0';
const bytes = (text: string): ArrayBuffer => Uint8Array.from(Buffer.from(text, 'utf8')).buffer;

function connected(options?: StompOptions) {
  const talk = startTalk(stomp(options as StompOptions & { binary: true }));
  talk.say(CONNECTED);
  return talk;
}

describe('connecting', () => {
  it('logs in, and offers its beats', async () => {
    const { session } = startTalk(stomp({ login: 'ann', passcode: 'a:b', heartBeat: { send: 2_000, receive: 3_000 } }));
    expect(session.hello?.()).toBe(
      'CONNECT\naccept-version:1.2\nheart-beat:2000,3000\nhost:/\nlogin:ann\npasscode:a:b\n\n\0',
    );
  });

  it('asks for headers on each connection', async () => {
    let count = 0;
    const protocol = stomp({ headers: async () => ({ host: 'lots', token: `${++count}` }) });
    expect(await startTalk(protocol).session.hello?.()).toContain('\nhost:lots\ntoken:1\n');
    expect(await startTalk(protocol).session.hello?.()).toContain('\ntoken:2\n');
  });

  it.each(['a\nb', 'a\rb', 'a\0b'])('refuses a passcode of %j, which would be another header', (passcode) => {
    expect(() => startTalk(stomp({ passcode })).session.hello?.()).toThrow('CONNECT header on one line');
  });

  it('is ready when it is CONNECTED, and not before', () => {
    const talk = startTalk(stomp());
    talk.say('\n', '\r\n');
    expect(talk.ready).toBe(0);
    talk.say(CONNECTED);
    expect(talk).toMatchObject({ ready: 1, messages: [], refusals: [] });
  });

  it('beats at least a millisecond apart, whatever is agreed', () => {
    const talk = startTalk(stomp({ heartBeat: { send: 1, receive: 0 } }));
    talk.say('CONNECTED\nversion:1.2\nheart-beat:0,1\n\n\0');
    expect(talk.tuned).toEqual([{ answered: false, interval: 1 }]);
  });

  it('does not unescape CONNECTED', () => {
    const talk = startTalk(stomp());
    talk.say('CONNECTED\nversion:1.2\nserver:a\\b:c\n\n\0');
    expect(talk).toMatchObject({ ready: 1, refusals: [] });
  });

  it('is refused by an ERROR, for good, with what the server says of it', () => {
    const talk = startTalk(stomp());
    talk.say("ERROR\nmessage:Bad CONNECT\ncontent-length:30\n\nAccess refused for user 'ann'\n\0", CONNECTED);
    expect(talk.refusals).toEqual([["Bad CONNECT: Access refused for user 'ann'", 'never']]);
    expect(talk.ready).toBe(0);
  });

  it.each([
    ['CONNECTED\n\n\0', 'expected version 1.2, got "1.0"'],
    ['CONNECTED\nversion:1.1\n\n\0', 'expected version 1.2, got "1.1"'],
    ['MESSAGE\n\n\0', 'expected CONNECTED, got "MESSAGE"'],
    ['<html>\n\n\0', 'expected CONNECTED, got "<html>"'],
  ])('gives %j up', (frame, reason) => {
    const talk = startTalk(stomp());
    talk.say(frame, CONNECTED);
    expect(talk.refusals).toEqual([[`STOMP: ${reason}`, 'backoff']]);
    expect(talk.ready).toBe(0);
  });

  it.each([{ send: -1 }, { receive: 0.5 }, { send: Number.NaN }])('refuses beats of %j', (heartBeat) => {
    expect(() => stomp({ heartBeat })).toThrow('milliseconds, a whole number from 0');
  });
});

describe('beats', () => {
  const tuned = (heartBeat: { send?: number; receive?: number } | undefined, header: string) => {
    const talk = startTalk(stomp({ heartBeat }));
    talk.say(`CONNECTED\nversion:1.2\n${header}\n\n\0`);
    return talk.tuned;
  };

  it('takes the slower one each way, sends a little sooner, and waits for two', () => {
    expect(tuned({ send: 1_000, receive: 5_000 }, 'heart-beat:3000,2000')).toEqual([
      { answered: false, interval: 1_600, silence: 10_000 },
    ]);
    expect(tuned(undefined, 'heart-beat:20000,5000')).toEqual([{ answered: false, interval: 8_000, silence: 40_000 }]);
  });

  it('leaves to the heartbeat what the server does not say', () => {
    for (const header of ['heart-beat:0,0', 'x:y', 'heart-beat:many', 'heart-beat:-1,9', 'heart-beat:1e9,1e9']) {
      expect(tuned(undefined, header)).toEqual([{ answered: false }]);
    }
  });

  it('sends none if it is not to', () => {
    expect(tuned({ send: 0, receive: 0 }, 'heart-beat:1000,1000')).toEqual([
      { answered: false, interval: Number.POSITIVE_INFINITY },
    ]);
  });

  it('are an end of line', () => {
    expect(connected().session.ping?.({ seq: 1, now: 0, rtt: null })).toBe('\n');
  });
});

describe('frames', () => {
  it('are told with headers and body, beats between them are not', () => {
    const talk = connected();
    talk.say('\nMESSAGE\r\nsubscription:0\r\ndestination:/a\\cb\\\\\\n\\r\r\n\r\nhi\0\n\r\n', '\n');
    expect(talk.messages).toEqual([
      { command: 'MESSAGE', headers: { subscription: '0', destination: '/a:b\\\n\r' }, body: 'hi' },
    ]);
  });

  it('keep the first of two headers of a name, and no header is special', () => {
    const talk = connected();
    talk.say('MESSAGE\na:1\na:2\n__proto__:x\nconstructor:y\n\n\0');
    expect({ ...talk.messages[0]?.headers }).toEqual({ a: '1', ['__proto__']: 'x', constructor: 'y' });
  });

  it('count content-length in octets', () => {
    const talk = connected();
    talk.say('MESSAGE\ncontent-length:10\n\n€\0é😀\0MESSAGE\n\nb\0');
    expect(talk.messages.map(({ body }) => body)).toEqual(['€\0é😀', 'b']);
  });

  it('come back as they went out, split or joined anywhere, in text and in binary frames', () => {
    const header = fc.string({
      unit: fc.constantFrom('\r', '\n', '\\', ':', 'a', 'é', '€', '😀'),
      minLength: 1,
      maxLength: 8,
    });
    const command = fc.record({
      headers: fc.dictionary(header, header, { maxKeys: 3, noNullPrototype: false }),
      body: fc.string({ unit: fc.constantFrom('\0', '\n', '\\', ':', 'a', 'é', '€', '😀'), maxLength: 12 }),
      eols: fc.constantFrom('', '\n', '\r\n\n'),
    });
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 5 }),
        fc.array(fc.nat(40), { minLength: 1 }),
        fc.boolean(),
        (frames, cuts, isBinary) => {
          const { write } = startTalk(stomp()).session;
          const stream = frames
            .map(({ eols, body, ...rest }) => `${write({ command: 'SEND', body, ...rest }) as string}${eols}`)
            .join('')
            .replace(/(^|\0[\r\n]*)SEND/g, '$1MESSAGE');
          const talk = connected();
          if (isBinary)
            for (const piece of pieces([...Buffer.from(stream)], cuts)) talk.say(Uint8Array.from(piece).buffer);
          else for (const piece of pieces([...stream], cuts)) talk.say(piece.join(''));
          expect(talk.refusals).toEqual([]);
          expect(talk.messages.map(({ body }) => body)).toEqual(frames.map(({ body }) => body));
          for (const [at, { headers }] of talk.messages.entries()) {
            const { 'content-length': _, ...read } = headers;
            const { 'content-length': __, ...written } = frames[at]?.headers ?? {};
            expect(read).toEqual(written);
          }
        },
      ),
    );
  });

  it('keep binary bodies, and texts beside them, where both are wanted', () => {
    const talk = connected({ binary: true });
    const body = Uint8Array.from([0, 255, 195, 0]).buffer;
    const frame = talk.session.write({ command: 'SEND', headers: { destination: '/é' }, body }) as ArrayBuffer;
    expect(Buffer.from(frame)).toEqual(
      Buffer.concat([Buffer.from('SEND\ndestination:/é\ncontent-length:4\n\n'), Buffer.from(body), Buffer.from('\0')]),
    );
    talk.say(
      bytes('MESSAGE\ncontent-length:4\n\n').slice(0),
      body,
      bytes('\0'),
      bytes('MESSAGE\ncontent-type:application/vnd.lot+json\n\né\0'),
      'MESSAGE\n\ntext frame\0',
    );
    expect(talk.refusals).toEqual([]);
    expect(talk.messages.map((message) => message.body)).toEqual([body, 'é', 'text frame']);
  });

  it('survive any input without a throw', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.uint8Array({ maxLength: 8 }).map((array): Frame => array.slice().buffer),
      fc.constantFrom(
        'MESSAGE',
        '\n',
        '\n\n',
        '\0',
        'a:b',
        'content-length:3',
        '\\',
        ':',
        'ERROR\n\n\0',
        '\ud83d',
        '€',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (input) => {
        const talk = connected();
        talk.say(...input);
        expect(talk.refusals.length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('bad frames', () => {
  it.each([
    ['MESSAGE\nno colon\n\n\0', 'expected a header "name:value", got "no colon" in "MESSAGE"'],
    ['MESSAGE\n:x\n\n\0', 'expected a header "name:value", got ":x" in "MESSAGE"'],
    ['MESSAGE\na:\\t\n\n\0', 'expected \\r, \\n, \\c or \\\\, got "\\\\t" in a header'],
    ['MESSAGE\na:x\0', 'expected an empty line after the headers, got "MESSAGE\\na:x\\u0000"'],
    ['MESSAGE\ncontent-length:-1\n\n\0', 'expected content-length to be a number, got "-1"'],
    ['MESSAGE\ncontent-length:1\n\nab\0', 'expected NUL after the body of MESSAGE, got "b\\u0000"'],
    ['MESSAGE\ncontent-length:1\n\né\0', 'expected content-length to end MESSAGE after a character, got one cut'],
    ['CONNECTED\nversion:1.2\n\n\0', 'expected MESSAGE, RECEIPT or ERROR, got "CONNECTED"'],
  ])('%j ends the connection, and says where', (frame, reason) => {
    const talk = connected();
    talk.say(frame, 'MESSAGE\n\nlate\0');
    expect(talk.refusals).toEqual([[`STOMP: ${reason}`, 'backoff']]);
    expect(talk.messages).toEqual([]);
  });

  it('a frame goes on in its own kind only', () => {
    const talk = connected();
    talk.say('MESSAGE\n\nhalf', bytes('\0'));
    expect(talk.refusals).toEqual([['STOMP: expected the rest of a frame, got another kind of frame', 'backoff']]);
  });

  it('an endless one ends the connection at its limit', () => {
    const limit = 'STOMP: expected frames of at most 100 characters (option maxFrame), got a longer one';
    for (const begin of ['MESSAGE\n\n', 'MESSAGE\ncontent-length:80\n\n', 'MESSAGE\ncontent-length:99999\n\n']) {
      const talk = connected({ maxFrame: 100 });
      talk.say(begin, ...Array.from({ length: 100 }, () => 'x'));
      expect(talk.refusals).toEqual([[limit, 'backoff']]);
    }
    const announced = connected({ maxFrame: 100 });
    announced.say('MESSAGE\ncontent-length:99999\n\n');
    expect(announced.refusals).toEqual([[limit, 'backoff']]);
    const fits = connected({ maxFrame: 100 });
    fits.say('MESSAGE\n\n', ...Array.from({ length: 93 }, () => 'x'), '\0');
    expect(fits.messages).toHaveLength(1);
    const head = connected();
    head.say(...Array.from({ length: 2_000 }, () => 'x'.repeat(10)));
    expect(head.refusals).toEqual([['STOMP: expected headers of at most 16384 characters', 'backoff']]);
  });

  it('takes a large body in single characters in linear time', () => {
    const talk = connected();
    talk.say('MESSAGE\n\n');
    for (let left = 200_000; left > 0; left -= 1) talk.say('x');
    talk.say('\0');
    expect(talk.messages[0]?.body).toHaveLength(200_000);
  });

  it('an ERROR of later lets the next attempt come', () => {
    const talk = connected();
    talk.say('ERROR\nmessage:gone\n\n\0', 'MESSAGE\n\nlate\0');
    expect(talk.refusals).toEqual([['gone', 'backoff']]);
    expect(talk.messages).toEqual([]);
  });
});

describe('writing', () => {
  const write = (command: unknown) => startTalk(stomp()).session.write(command as StompCommand);

  it('escapes headers, and gives a length where a body has a NUL', () => {
    expect(write({ command: 'SUBSCRIBE', headers: { id: 'a:b\\\n\r' } })).toBe('SUBSCRIBE\nid:a\\cb\\\\\\n\\r\n\n\0');
    expect(write({ command: 'SEND', body: 'é\0', headers: { 'content-length': '7' } })).toBe(
      'SEND\ncontent-length:3\n\né\0\0',
    );
  });

  it.each([
    [{ command: 'CONNECT' }, 'expected a command of SEND'],
    [{ command: 'ACK', body: '' }, 'only SEND may have one'],
    [{ command: 'SEND', body: { price: 7 } }, 'expected body to be a string or an ArrayBuffer, got object'],
    [{ command: 'SEND', body: null }, 'expected body to be a string or an ArrayBuffer'],
    [{ command: 'SEND', headers: { a: 1 } }, 'expected the header a to be a string, got number'],
    [{ command: 'SEND', headers: { a: '\0' } }, 'expected no NUL in a header'],
  ])('refuses %j', (command, text) => {
    expect(() => write(command)).toThrow(text);
  });
});

it('makes requests of receipts', () => {
  const tagged = stompReceipts.tag({ command: 'SEND', headers: { destination: '/a' }, body: 'b' }, 'id-1');
  expect(tagged).toEqual({ command: 'SEND', headers: { destination: '/a', receipt: 'id-1' }, body: 'b' });
  const receipt = { command: 'RECEIPT', headers: { 'receipt-id': 'id-1' }, body: '' } as const;
  expect(stompReceipts.match(receipt)).toEqual({ id: 'id-1', value: { 'receipt-id': 'id-1' } });
  expect(stompReceipts.match({ ...receipt, command: 'MESSAGE' })).toBeUndefined();
});

/** Cuts items into runs of these lengths, in turn. */
function pieces<Item>(items: readonly Item[], lengths: readonly number[]): Item[][] {
  const runs: Item[][] = [];
  for (let at = 0, turn = 0; at < items.length; turn += 1) {
    const length = Math.max(1, lengths[turn % lengths.length] as number);
    runs.push(items.slice(at, at + length));
    at += length;
  }
  return runs;
}
