import type { Loss } from '../../src/connection/close-cause';
import { CloseCode } from '../../src/connection/close-code';
import type { ConnectionEvent, Frame, Transport } from '../../src/ports/ports';
import { HELLO } from './logins';
import { ticks } from './timetable';

/** One attempt, and the connection that may come of it, as the platform and the server see it. */
export interface Line {
  /** What the platform took, in order, without pings and pongs. */
  readonly frames: string[];
  /** How many of them, from the first on, `onOpen` sent, or could not wait for it. */
  greetings: number;
  /** Opened by the platform, and not closed by the socket. */
  isUp: boolean;
  /** The hello that the server has heard; null for none. */
  hello: string | null;
  /** The platform has refused its hello, for the app is hidden. */
  isHelloRefused: boolean;
  /** The server has accepted it: from the start where it wants no login. */
  hasAccepted: boolean;
  /** Up, and accepted. */
  readonly isOpen: boolean;
  isClosed: boolean;
  /** By the timers. */
  closedAt: number;
  /** It died in silence: what is sent is taken, and nothing comes back. */
  isDead: boolean;
  /** Pings that the server has not answered. */
  pings: number;
  /** A ping could not be made, or was not taken: what never goes out is never answered. */
  isUnasked: boolean;
  /** It broke, or a send on it failed: only its own trouble may cost it. */
  isTroubled: boolean;
  open(): void;
  say(frame: string): void;
  lose(loss: Partial<Loss>): void;
  /** How many sends were taken and have not failed. */
  readonly taken: number;
  /** Fails one of them. */
  failSend(pick: number): void;
}

/** Who watches what passes over the lines; told before the socket hears of it. */
export interface LineWatcher {
  opened(url: string): void;
  handed(line: Line, frame: string): void;
  failed(line: Line, frame: string): void;
  /** The platform takes nothing, because the app is hidden. */
  refused(line: Line, frame: string): void;
  /** It took this, and says only now that it did not. */
  refusedLate(line: Line, frame: string): void;
  closed(line: Line): void;
  /** We answered a ping of the server. */
  ponged(): void;
  /** It took a hello. */
  greeted(line: Line, text: string): void;
  readonly wantsLogin: boolean;
  readonly fault: (what: string) => void;
  /** Makes what a function of the transport throws. */
  readonly thrown: (what: string) => unknown;
  readonly isRefusing: () => boolean;
}

/** What a ping of ours looks like, one of the server's, and our answer to that; they are no messages. */
export const PING = 'ping';
export const SERVER_PING = 'are you there?';
export const OUR_PONG = 'yes';

/** What a send is refused with while the app is hidden. */
export const HIDDEN = 'send:fail interrupted';

/** What comes of the next attempts, sends and closes; the story sets it. */
interface Mood {
  opensAtOnce: number;
  refusals: number;
  /** How a refused send says so. */
  refusesBy: 'failing' | 'throwing';
  /** So many closes throw. */
  closeThrows: number;
  openThrows: number;
}

/** A platform that does what a story says, and its server. Both tell late events too: ignoring them is core's work. */
export function createLines(watcher: LineWatcher) {
  const all: Line[] = [];
  const mood: Mood = { opensAtOnce: 0, refusals: 0, refusesBy: 'failing', closeThrows: 0, openThrows: 0 };

  const transport: Transport = {
    open({ url }, emit: (event: ConnectionEvent) => void) {
      watcher.opened(url);
      if (mood.openThrows > 0) {
        mood.openThrows -= 1;
        throw watcher.thrown('transport.open');
      }
      const taken: Array<() => void> = [];
      const line: Line = {
        frames: [],
        greetings: 0,
        isUp: false,
        hello: null,
        isHelloRefused: false,
        hasAccepted: !watcher.wantsLogin,
        get isOpen() {
          return line.isUp && line.hasAccepted;
        },
        isClosed: false,
        closedAt: Infinity,
        isDead: false,
        pings: 0,
        isUnasked: false,
        isTroubled: false,
        get taken() {
          return taken.length;
        },
        open() {
          line.isUp = !line.isClosed;
          emit({ type: 'opened' });
        },
        say(frame) {
          // A message proves that the line is open.
          line.isUp = !line.isClosed;
          emit({ type: 'message', data: frame });
        },
        lose(loss) {
          line.isTroubled = true;
          emit({ type: 'lost', loss: { kind: 'network', message: 'the line broke', ...loss } });
        },
        failSend(pick) {
          for (const fail of taken.splice(pick % Math.max(taken.length, 1), 1)) fail();
        },
      };
      all.push(line);
      if (mood.opensAtOnce > 0) {
        mood.opensAtOnce -= 1;
        line.open();
      }

      /** The heartbeat sends, and nobody accounts for that. */
      function beat(text: string): void {
        if (text === PING && !line.isOpen) watcher.fault('a ping went out before the server had accepted');
        if (text === OUR_PONG) watcher.ponged();
        else line.pings += 1;
      }

      return {
        send(frame: Frame, onFail) {
          const text = String(frame);
          const isBeat = text === PING || text === OUR_PONG;
          const isHello = text.startsWith(HELLO);
          if (watcher.isRefusing()) {
            if (isBeat) line.isUnasked = true;
            else if (isHello) line.isHelloRefused = true;
            else watcher.refused(line, text);
            if (text === OUR_PONG) watcher.ponged();
            return onFail({ kind: 'interrupted', message: HIDDEN });
          }
          if (isBeat) return beat(text);
          if (!isHello) watcher.handed(line, text);
          const fail = (message: string) => {
            line.isTroubled = true;
            if (!isHello) watcher.failed(line, text);
            onFail({ kind: 'network', message });
          };
          if (mood.refusals > 0) {
            mood.refusals -= 1;
            if (mood.refusesBy === 'failing') return fail('send:fail refused');
            line.isTroubled = true;
            if (!isHello) watcher.failed(line, text);
            throw watcher.thrown('connection.send');
          }
          if (isHello) {
            // What the server has heard it has heard.
            taken.push(() => fail('send:fail late'));
            if (!line.isDead) watcher.greeted(line, text);
            return;
          }
          line.frames.push(text);
          taken.push(() => {
            if (line.isClosed || !watcher.isRefusing()) return fail('send:fail late');
            line.frames.splice(line.frames.indexOf(text), 1);
            watcher.refusedLate(line, text);
            onFail({ kind: 'interrupted', message: HIDDEN });
          });
        },
        close(code, reason) {
          if (line.isClosed) return;
          if ((reason === 'network' || reason === 'server') && !line.isTroubled)
            watcher.fault('a line was closed for what happened to another');
          if (code === CloseCode.PongTimeout && !line.isDead && !line.isUnasked)
            watcher.fault('a line whose server answers was ended for its silence');
          line.isClosed = true;
          line.closedAt = ticks();
          line.isUp = false;
          watcher.closed(line);
          if (mood.closeThrows === 0) return;
          mood.closeThrows -= 1;
          throw watcher.thrown('connection.close');
        },
      };
    },
  };

  return {
    transport,
    all,
    mood,
    /** The newest one, while the socket has not closed it. */
    current: () => all.findLast(({ isClosed }) => !isClosed),
  };
}
