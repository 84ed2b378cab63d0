import { type ConnectOutcome, FAILURE } from './connect-outcome';
import type { Frame } from './frame';
import { createLine, type Line, type LineEvents, type LineRequest } from './line';
import type { World } from './world';

/** What a platform's connectSocket answers, beside the events of its line. */
export interface ConnectAnswers {
  success(): void;
  fail(message: string): void;
}

/** The platform's sockets, and the network behind them. */
export interface Sockets {
  /** The program calls Taro's connectSocket. False when that is to resolve with what is no task. */
  begin(url: string): boolean;
  /** A connect of the native function. Throws where the platform throws. */
  connect(request: LineRequest, events: LineEvents, answers: ConnectAnswers): Line;
  /** Every line that asked for the server, oldest first. */
  readonly lines: readonly Line[];
  /** Lines that wait for the server's word, oldest first. */
  readonly pending: readonly Line[];
  /** The most lines that were connecting or open at one moment. */
  readonly mostAtOnce: number;
  /** How often connectSocket was called, calls that never reached the platform included. */
  readonly connects: number;
  /** The server opens a line that waits. */
  accept(line: Line): void;
  /** The server, or the way to it, refuses a line that waits. */
  refuse(line: Line, message: string): void;
  /** Whether a new line is accepted at once. */
  acceptsAll: boolean;
  /** Whether new lines fail for want of a network. */
  isOffline: boolean;
  /** The connects that the platform still refuses because it is resuming. */
  suspendedConnects: number;
  /** What the server does with a frame. */
  answer: (frame: Frame) => Frame | undefined;
}

const isRejection = (outcome: ConnectOutcome) =>
  outcome === 'fail' || (typeof outcome === 'object' && 'fail' in outcome);

const told = (outcome: ConnectOutcome & object) =>
  'fail' in outcome ? (['fail', outcome.fail] as const) : (['error', outcome.error] as const);

/** Makes the sockets of one world. */
export function createSockets(world: World): Sockets {
  const { knobs } = world;
  const isBrowser = world.platform === 'h5';
  const lines: Line[] = [];
  /** Every line, those that never reach the server included: they take slots too. */
  const all: Line[] = [];
  /** What runs once the platform has answered the connect of a line. */
  const unanswered = new Map<Line, Array<() => void>>();
  const pending = new Set<Line>();
  /** Lines whose `success` waits for open. */
  const withOpen = new Map<Line, ConnectAnswers>();
  let connects = 0;
  let mostAtOnce = 0;
  /** What becomes of the connect that Taro is about to make. */
  let begun: ConnectOutcome | null = null;

  function outcomeOf(url: string): ConnectOutcome {
    if (sockets.suspendedConnects > 0) {
      sockets.suspendedConnects -= 1;
      return { fail: FAILURE.suspended };
    }
    return typeof knobs.connect === 'function' ? knobs.connect(connects, url) : knobs.connect;
  }

  /** Open and failure come after `success`, and after the promises that hang on it. */
  function onceAnswered(line: Line, act: () => void): void {
    const waiting = unanswered.get(line);
    if (waiting) waiting.push(act);
    else act();
  }

  function succeed(line: Line, answers: ConnectAnswers): void {
    // Of a result of nothing Taro makes no task: the program gets nothing that it could close.
    if (knobs.successResult === 'result') line.given();
    mostAtOnce = Math.max(mostAtOnce, all.filter(({ isHeld }) => isHeld).length);
    answers.success();
    const waiting = unanswered.get(line) ?? [];
    unanswered.delete(line);
    for (const act of waiting) act();
  }

  function failWith(outcome: Exclude<ConnectOutcome, 'real' | 'throw'>, line: Line, answers: ConnectAnswers): void {
    const [how, text] = typeof outcome === 'object' ? told(outcome) : ([outcome, 'connectSocket:fail'] as const);
    if (how === 'silence') return;
    if (how === 'no-task') return;
    if (how === 'fail') return world.tellLater(() => refuseCall(line, answers, text));
    answer(line, answers);
    if (how === 'accepted') return;
    onceAnswered(line, () => line.fail(isBrowser ? 'both' : how, text));
  }

  function refuseCall(line: Line, answers: ConnectAnswers, message: string): void {
    line.kill('silent');
    answers.fail(message);
  }

  function answer(line: Line, answers: ConnectAnswers): void {
    unanswered.set(line, []);
    if (knobs.success === 'sync' || isBrowser) succeed(line, answers);
    else if (knobs.success === 'later' || !pending.has(line)) world.tellLater(() => succeed(line, answers));
    else withOpen.set(line, answers);
  }
  const sockets: Sockets = {
    lines,
    get pending() {
      return [...pending].filter((line) => line.readyState === 0);
    },
    get mostAtOnce() {
      return mostAtOnce;
    },
    get connects() {
      return connects;
    },
    acceptsAll: false,
    isOffline: false,
    suspendedConnects: 0,
    answer: (frame) => (frame === 'ping' ? 'pong' : undefined),
    begin(url) {
      connects += 1;
      begun = outcomeOf(url);
      return begun !== 'no-task';
    },
    connect(request, events, answers) {
      const outcome = world.refuses ? { fail: FAILURE.interrupted } : (begun ?? 'real');
      begun = null;
      if (outcome === 'throw' || (isBrowser && isRejection(outcome))) throw new Error('the native call threw');
      // A browser has slots enough; on H5 it is Taro that counts.
      const isFull = !isBrowser && all.filter(({ isReleased }) => !isReleased).length >= knobs.slots;
      const line = createLine(world, request, events, (frame) => sockets.answer(frame));
      all.push(line);
      if (isFull) {
        failWith(knobs.overSlots === 'fail' ? { fail: FAILURE.slots } : { error: FAILURE.slots }, line, answers);
      } else if (outcome !== 'real') {
        failWith(outcome, line, answers);
      } else {
        lines.push(line);
        pending.add(line);
        answer(line, answers);
        if (sockets.isOffline) sockets.refuse(line, 'net::ERR_INTERNET_DISCONNECTED');
        else if (sockets.acceptsAll) sockets.accept(line);
      }
      return line;
    },
    accept(line) {
      pending.delete(line);
      line.isAccepted = true;
      const answers = withOpen.get(line);
      if (!answers) return onceAnswered(line, () => line.open());
      withOpen.delete(line);
      world.tellLater(() => {
        succeed(line, answers);
        line.openNow();
      });
    },
    refuse(line, message) {
      pending.delete(line);
      const answers = withOpen.get(line);
      withOpen.delete(line);
      if (answers) world.tellLater(() => succeed(line, answers));
      onceAnswered(line, () => line.fail(isBrowser ? 'both' : knobs.refusal, message));
    },
  };
  return sockets;
}
