import type { Protocol } from '../../src/protocol/protocol';
import type { SocketOptions } from '../../src/socket/options';
import type { createLedger } from './ledger';
import { OUR_PONG, PING, SERVER_PING } from './line';
import { denialIn, FOR_NOW, handshakeOf, type Logins, WELCOME } from './logins';
import type { Questions } from './questions';
import { type createServer, isPong, timeOf } from './server';
import type { Setting } from './story';

interface SpokenHost {
  readonly setting: Setting;
  readonly questions: Questions;
  readonly logins: Logins;
  readonly ledger: ReturnType<typeof createLedger>;
  readonly server: ReturnType<typeof createServer>;
  /** The app has read the server's time. */
  readonly timeRead: () => void;
  /** A ping could not be made. */
  readonly unasked: () => void;
}

type Spoken = Pick<SocketOptions<string, string>, 'codec' | 'handshake' | 'heartbeat' | 'protocol'>;

const PACE = { interval: 5_000, pongTimeout: 3_000 };

/** How the app of a story speaks to its server: the plain protocol, with a login or without, or one of its own. */
export function spokenOf(host: SpokenHost): Spoken {
  const { setting, questions, logins, ledger, server, timeRead, unasked } = host;
  const { ask } = questions;
  // A hello that cannot be made is none of the outbox's.
  const encode = (text: string) => (!/^[mr]\d/.test(text) ? text : made(text));
  const made = (text: string) =>
    ask(
      'encode',
      () => text,
      () => ledger.unmakeable(text),
    );
  const decode = (text: string) =>
    ask(
      'decode',
      () => text,
      () => {
        server.undecoded(text);
        logins.unread(text);
      },
    );
  const ping = () => ask('ping', () => PING, unasked);
  if (setting.login === 'protocol')
    return { heartbeat: setting.heartbeat && PACE, protocol: protocolOf(host, { encode, decode, ping }) };
  return {
    heartbeat: setting.heartbeat && {
      ...PACE,
      ping,
      isPong: (raw) => ask('isPong', () => isPong(raw)),
      reply: (raw) =>
        ask(
          'reply',
          () => (raw === SERVER_PING ? OUR_PONG : undefined),
          () => server.unreplied(String(raw)),
        ),
      serverTime: (raw) =>
        ask('serverTime', () => {
          timeRead();
          return timeOf(raw);
        }),
    },
    codec: { encode, decode: (frame) => decode(String(frame)) },
    handshake: setting.login ? handshakeOf(logins, questions) : undefined,
  };
}

interface Asks {
  encode(text: string): string;
  decode(text: string): string;
  ping(): string;
}

function protocolOf({ logins, ledger, timeRead }: SpokenHost, asks: Asks): Protocol<string, string> {
  return {
    start: () => ({
      hello: logins.hello,
      read(frame, to) {
        const text = String(frame);
        const denial = denialIn(text);
        if (isPong(text)) {
          timeRead();
          to.pong(undefined, timeOf(text));
        } else if (text === SERVER_PING) to.reply(OUR_PONG);
        else if (text === WELCOME) to.ready();
        else if (denial !== undefined) to.refuse(denial, denial === FOR_NOW ? 'backoff' : 'never');
        else to.message(asks.decode(text));
      },
      // What has been made once could be made again.
      write: (text) => (ledger.wasMade(text) ? text : asks.encode(text)),
      ping: asks.ping,
    }),
  };
}
