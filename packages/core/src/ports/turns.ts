import { type Cancel, type Clock, noop } from './clock';
import { atOnce } from './thenable';
import { workOff } from './work-off';

/** Something that ends, and whose timers and events reach nobody after that: an attempt, with what came of it. */
export interface Lifetime {
  readonly isOver: boolean;
}

/**
 * The one way in. Everything that comes from outside, a timer, an event of the platform, a call of a method, is a *turn*:
 * it runs to its end before the next one begins. What it has to tell is told after it, and React hears last.
 */
export interface Turns {
  /** The time that deadlines stand on. */
  readonly now: Clock['now'];
  /**
   * An event comes in. In the middle of a turn it waits for the end of that; then it is dropped if `lifetime` is over.
   * What it throws is told, and nothing else breaks. `value` is handed to the task.
   */
  enter<Value = void>(task: (value: Value) => void, lifetime?: Lifetime, value?: Value): void;
  /**
   * A method is called. In the middle of a turn only a question can do that: the method runs right after the turn, and
   * `deferred` is its answer. What it throws is the caller's.
   */
  call<Result>(task: () => Result, deferred: Result): Result;
  /** Runs a task as a turn after a delay, unless it is cancelled or `lifetime` is over by then. */
  after(delay: number, task: () => void, lifetime?: Lifetime): Cancel;
  /** Asks a function of the user, by the name that the user knows it by. What it throws is told, and is `undefined` here. */
  ask<Result>(name: string, question: () => Result): Result | undefined;
  /** There is more to tell than one task should: the rest is told in the next. */
  goOn(): void;
}

/** What came in from outside, where nobody knows more of it. */
const A_CALL = 'a call';

/** Makes the way in of one socket. */
export function createTurns(
  clock: Clock,
  /** Hears what a question or a turn threw. */
  threw: (thrown: unknown, name: string) => void,
  /** Tells what the turns that have ended had to tell. Turns that begin meanwhile are its matter too. */
  tell: () => void,
  /** Hears that the user's functions go on causing what they are called for. */
  goesOn: () => void,
): Turns {
  const waiting: Array<() => void> = [];
  let isBusy = false;
  let isGoingOn = false;

  function ask<Result>(name: string, question: () => Result): Result | undefined {
    try {
      return atOnce(question());
    } catch (thrown) {
      threw(thrown, name);
      return undefined;
    }
  }

  /** Ends a turn: what came up in it follows, and then what they have to tell. */
  function finish(): void {
    const isDone = workOff(waiting, (task) => ask(A_CALL, task));
    isBusy = false;
    if (!isDone) goOn();
    tell();
  }

  /** What the user's functions go on causing comes in a task of its own, for the page has to live. */
  function goOn(): void {
    goesOn();
    if (isGoingOn) return;
    isGoingOn = true;
    clock.after(0, () => {
      isGoingOn = false;
      enter(noop);
    });
  }

  function run<Result>(task: () => Result): Result {
    isBusy = true;
    try {
      return task();
    } finally {
      finish();
    }
  }

  // One for each message: nothing is made for it that the turn can do without.
  function enter<Value>(task: (value: Value) => void, lifetime?: Lifetime, value?: Value): void {
    if (isBusy) {
      waiting.push(() => lifetime?.isOver || task(value as Value));
      return;
    }
    if (lifetime?.isOver) return;
    isBusy = true;
    try {
      task(value as Value);
    } catch (thrown) {
      threw(thrown, A_CALL);
    } finally {
      finish();
    }
  }

  return {
    now: clock.now,
    enter,
    call(task, deferred) {
      if (!isBusy) return run(task);
      waiting.push(task);
      return deferred;
    },
    after(delay, task, lifetime) {
      let isCancelled = false;
      const cancel = clock.after(delay, () => enter(() => isCancelled || task(), lifetime));
      return () => {
        isCancelled = true;
        cancel();
      };
    },
    ask,
    goOn,
  };
}
