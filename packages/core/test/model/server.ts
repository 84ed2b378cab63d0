import { hasEnded, type Item } from './item';
import { type createLines, SERVER_PING } from './line';
import { ticks } from './timetable';

/** How the server and `request.match` write the answer to a request. */
export function matchAnswer(message: string) {
  const [kind, id, value] = message.split(' ');
  if (kind === 'value') return { id: id as string, value };
  return kind === 'error' ? { id: id as string, error: value } : undefined;
}

/** How the server answers a ping: with its time. */
const PONG = 'pong';
/** Whether a frame is such an answer, as the app sees it. */
export const isPong = (frame: unknown): boolean => String(frame).startsWith(PONG);
/** The server's time in it. */
export const timeOf = (frame: unknown): number => Number(String(frame).split(' ')[1]);

interface ServerHost {
  readonly lines: ReturnType<typeof createLines>;
  readonly fault: (what: string) => void;
  /** Whether the socket has a heartbeat, or a protocol, that takes pings out and answers them. */
  readonly answersPings: boolean;
  /** How long the device has slept. */
  readonly slept: () => number;
}

/** What the server says on the present line, and what of it the app has to be told. */
export function createServer({ lines, fault, answersPings, slept }: ServerHost) {
  let inbound: string[] = [];
  /** Pings of the server that we have not answered. */
  let owed = 0;
  let said = 0;
  /** The answer that is being said, and how to take it back if the app cannot read it. */
  let answering: { readonly text: string; takeBack(): void } | null = null;

  /** Epoch milliseconds on the server's clock, which nobody sets. */
  const now = () => 5_000_000_000 + ticks() + slept();

  function say(text: string): void {
    const line = lines.current();
    if (!line?.hasAccepted || line.isDead) return;
    inbound.push(text);
    line.say(text);
  }

  return {
    say,
    now,
    /** Answers the pings that have come. What is asked about the answer may lead to another line, which pings too. */
    pong() {
      for (let line = lines.current(); line?.isOpen && !line.isDead && line.pings > 0; line = lines.current()) {
        line.pings = 0;
        line.say(`${PONG} ${now()}`);
      }
    },
    /** Sends a ping of its own. */
    ping() {
      const line = lines.current();
      if (!line?.hasAccepted || line.isDead) return;
      if (!answersPings) return say(SERVER_PING);
      owed += 1;
      line.say(SERVER_PING);
    },
    /** Says something new. */
    tell() {
      said += 1;
      say(`news ${said}`);
    },
    /** Answers a request that it has heard of. Nobody may wait for that any more: then it is a message. */
    answer(item: Item, isError: boolean) {
      const { asked, frame, isWaiting } = item;
      const line = lines.current();
      if (!asked || !line?.isOpen || line.isDead) return;
      said += 1;
      const value = `${item.text}-${said}`;
      const text = `${isError ? 'error' : 'value'} ${frame?.split('#')[1]} ${value}`;
      if (hasEnded(item)) return say(text);
      asked.answer = isError ? { code: 'request-rejected', value } : { value };
      item.isWaiting = false;
      answering = {
        text,
        takeBack() {
          asked.answer = null;
          item.isWaiting = isWaiting;
        },
      };
      line.say(text);
      answering = null;
    },
    /** Our answer to a ping went out. */
    ponged() {
      owed -= 1;
      if (owed < 0) fault('a pong was sent, and no ping had come');
    },
    /** `reply` threw: the ping is a message, and has no answer. */
    unreplied(text: string) {
      if (text !== SERVER_PING) return;
      owed -= 1;
      inbound.push(text);
    },
    /** `decode` threw: it is skipped. */
    undecoded(text: string) {
      if (answering?.text === text) answering.takeBack();
      else inbound.splice(inbound.lastIndexOf(text), inbound.includes(text) ? 1 : 0);
    },
    /** `match` threw: what it was asked about is a message. */
    unmatched(text: string) {
      if (answering?.text !== text) return;
      answering.takeBack();
      inbound.push(text);
    },
    /** The app is told of a message. */
    told(text: string) {
      // One that `isPong` threw over may be taken for a message.
      if (isPong(text)) return;
      const next = inbound.shift();
      if (next !== text) fault(`${text} was told, and ${next ?? 'nothing'} was said`);
    },
    /** What was not told of a line is told no more. */
    lineClosed() {
      inbound = [];
      owed = 0;
    },
    check() {
      if (inbound.length > 0) fault(`${inbound} was said, and not told`);
      if (owed > 0) fault(`${owed} pings of the server were not answered`);
    },
  };
}
