import type { Loss } from '../../src/connection/close-cause';
import type { ConnectionEvent, Frame, Transport } from '../../src/ports/ports';
import { ticks } from './timetable';

/** One attempt, and the connection that may come of it, as the platform and the server see it. */
export interface Line {
  /** What the platform took, in order, without pings. */
  readonly frames: string[];
  /** How many of them, from the first on, `onOpen` sent, or could not wait for it. */
  greetings: number;
  /** Opened, and not closed by the socket. */
  isOpen: boolean;
  isClosed: boolean;
  /** By the timers. */
  closedAt: number;
  /** It died in silence: what is sent is taken, and nothing comes back. */
  isDead: boolean;
  /** Pings that the server has not answered. */
  pings: number;
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
  handed(line: Line, frame: string): void;
  failed(line: Line, frame: string): void;
  closed(line: Line): void;
}

/** What a ping looks like, and its answer; they are no messages. */
export const PING = 'ping';

/** A platform that does what a story says, and its server. Both tell late events too: ignoring them is core's work. */
export function createLines(watcher: LineWatcher) {
  const all: Line[] = [];
  /** What comes of the next attempts and sends; the story sets it. */
  const mood = { opensAtOnce: 0, refusals: 0 };

  const transport: Transport = {
    open(_request, emit: (event: ConnectionEvent) => void) {
      const taken: Array<() => void> = [];
      const line: Line = {
        frames: [],
        greetings: 0,
        isOpen: false,
        isClosed: false,
        closedAt: Infinity,
        isDead: false,
        pings: 0,
        get taken() {
          return taken.length;
        },
        open() {
          line.isOpen = !line.isClosed;
          emit({ type: 'opened' });
        },
        say(frame) {
          // A message proves that the line is open.
          line.isOpen = !line.isClosed;
          emit({ type: 'message', data: frame });
        },
        lose: (loss) => emit({ type: 'lost', loss: { kind: 'network', message: 'the line broke', ...loss } }),
        failSend(pick) {
          for (const fail of taken.splice(pick % Math.max(taken.length, 1), 1)) fail();
        },
      };
      all.push(line);
      if (mood.opensAtOnce > 0) {
        mood.opensAtOnce -= 1;
        line.open();
      }
      return {
        send(frame: Frame, onFail) {
          const text = String(frame);
          if (text === PING) {
            line.pings += 1;
            return;
          }
          watcher.handed(line, text);
          const fail = (message: string) => {
            watcher.failed(line, text);
            onFail(message);
          };
          if (mood.refusals > 0) {
            mood.refusals -= 1;
            return fail('send:fail refused');
          }
          line.frames.push(text);
          taken.push(() => fail('send:fail late'));
        },
        close() {
          if (line.isClosed) return;
          line.isClosed = true;
          line.closedAt = ticks();
          line.isOpen = false;
          watcher.closed(line);
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
