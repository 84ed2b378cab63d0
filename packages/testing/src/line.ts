import type { Frame } from './frame';
import type { World } from './world';

/** What the platform's own socket object does with the events of its line. */
export interface LineEvents {
  open(): void;
  message(data: Frame): void;
  error(message: string): void;
  /** `global`: only the app's global close event tells it. */
  close(code: number, reason: string, scope: 'task' | 'global'): void;
}

/** What a connect asked for. */
export interface LineRequest {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly header: Readonly<Record<string, unknown>>;
}

export interface Closing {
  readonly code: number;
  readonly reason: string;
}

/** One WebSocket between the program and the server, seen from both ends. */
export interface Line {
  readonly request: LineRequest;
  /** 0 connecting, 1 open, 2 closing, 3 closed: as the program's platform sees it. */
  readonly readyState: 0 | 1 | 2 | 3;
  /** What the server has received, oldest first. */
  readonly received: Frame[];
  /** How the program closed it, as the server saw it; null while it has not. */
  readonly closedByApp: Closing | null;
  /** Nothing passes any more, either way, and nobody is told. */
  isSilent: boolean;
  /** The server has accepted it, though the program may not have heard of that yet. */
  isAccepted: boolean;
  /** Takes its slot until it has closed, or until the platform has given up the handshake. */
  readonly isReleased: boolean;
  /** The program has it, and has not closed it. */
  readonly isHeld: boolean;
  /** The platform has given it to the program. */
  given(): void;

  /** The program's end. False when the platform has nothing to send on. */
  send(data: Frame): boolean;
  /** The program's end. False when the platform has nothing to close. */
  close(code: number, reason: string): boolean;

  /** The server's end. It opens a turn later; what the server does until then comes after the open event. */
  open(): void;
  say(data: Frame): void;
  end(code: number, reason: string): void;
  /** The platform's word that it failed: error, close or both, in that order. */
  fail(how: 'error' | 'close' | 'both' | 'silence', message: string): void;
  /** The platform ends it while JavaScript stands still. */
  kill(how: 'interrupted' | 'global-only' | 'silent'): void;
  /** Open, in the task that is running. */
  openNow(): void;
}

/** After this long a mini-program gives up a handshake that nobody answered, and needs no slot for it (WeChat docs: at most 60 s). */
const HANDSHAKE_LIMIT = 60_000;

/** Makes a line that is connecting. `answer` is what the server does with each frame that reaches it. */
export function createLine(
  world: World,
  request: LineRequest,
  events: LineEvents,
  answer: (frame: Frame) => Frame | undefined,
): Line {
  const { knobs } = world;
  const address = request.url.replace(/[?#].*/s, '');
  const entry = world.ledger.note(`a connection to ${address}`);
  const bornAt = world.timers.now();
  let readyState: Line['readyState'] = 0;
  let isReleased = false;
  let closedByApp: Closing | null = null;
  const received: Frame[] = [];
  /** What the server did after it had accepted, and before the program heard of that. */
  const early: Array<() => void> = [];

  /** Until the close event a mini-program may still bring messages; a browser does not (WHATWG WebSockets). */
  const isHeard = () => readyState === 1 || (readyState === 2 && world.platform !== 'h5');

  const isGivenUp = () => readyState === 0 && world.timers.now() - bornAt >= HANDSHAKE_LIMIT;

  function release(): void {
    readyState = 3;
    isReleased = true;
    entry.close();
  }

  function openNow(): void {
    if (readyState !== 0 || (isGivenUp() && world.platform !== 'h5')) return;
    readyState = 1;
    // A platform that did not listen to `close` has opened it all the same.
    entry.open();
    events.open();
    for (const act of early.splice(0)) act();
  }

  function ended(code: number, reason: string, scope: 'task' | 'global' = 'task'): void {
    if (isReleased) return;
    release();
    events.close(code, reason, scope);
  }

  const line: Line = {
    request,
    received,
    isSilent: false,
    isAccepted: false,
    get readyState() {
      return readyState;
    },
    get closedByApp() {
      return closedByApp;
    },
    get isReleased() {
      return isReleased || isGivenUp();
    },
    get isHeld() {
      return entry.isOpen;
    },
    // Of a line that has died before it could be given there is nothing to close.
    given: () => !isReleased && entry.open(),
    send(data) {
      if (readyState !== 1 || knobs.sendFails) return false;
      if (line.isSilent) return true;
      received.push(data);
      const reply = answer(data);
      if (reply !== undefined) world.tellLater(() => readyState === 1 && !line.isSilent && events.message(reply));
      return true;
    },
    close(code, reason) {
      if (isReleased || readyState === 2) return false;
      const wasConnecting = readyState === 0;
      entry.close();
      if (wasConnecting && world.platform !== 'h5' && knobs.closeBeforeOpen === 'ignored') return false;
      readyState = 2;
      if (!line.isSilent) closedByApp = { code, reason };
      if (line.isSilent && knobs.closeOnCutLine === 'silence') {
        release();
      } else if (wasConnecting || line.isSilent) {
        world.tellLater(() => {
          // A browser calls a connection that was given up a failed one.
          if (wasConnecting && world.platform === 'h5') events.error('');
          ended(1006, '');
        });
      } else {
        world.tellLater(() => ended(code, reason));
      }
      return true;
    },
    open: () => world.tellLater(openNow),
    openNow,
    say(data) {
      if (line.isSilent) return;
      const message = () => isHeard() && events.message(data);
      if (readyState === 0) early.push(message);
      else world.tell(message);
    },
    end(code, reason) {
      if (line.isSilent) return;
      if (readyState === 0 && line.isAccepted) early.push(() => ended(code, reason));
      else world.tell(() => ended(code, reason));
    },
    fail(how, message) {
      if (how === 'silence') return;
      world.tellLater(() => {
        if (isReleased) return;
        release();
        if (how !== 'close') events.error(message);
        if (how !== 'error') events.close(1006, '', 'task');
      });
    },
    kill(how) {
      if (isReleased) return;
      if (how === 'silent') return release();
      if (readyState === 0) return line.fail('error', 'interrupted');
      world.tell(() => ended(1000, 'interrupted', how === 'global-only' ? 'global' : 'task'));
    },
  };
  return line;
}
