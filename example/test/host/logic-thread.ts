/** The one way from the native side into the program's JavaScript, so that a frozen program is not entered. */
export interface LogicThread {
  /** What the program threw out of a callback, oldest first. */
  readonly errors: unknown[];
  /** Enters the program now, frozen or not; what it throws is kept in `errors`. */
  run(task: () => void): void;
  /** Enters the program in a task of its own, in order; while frozen, not before the thaw. */
  post(task: () => void): void;
  /** Settles when everything that was posted by now has run, or at once while frozen. */
  idle(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Nothing enters the program any more. */
  stop(): void;
}

/** @param onTurn - Called after each entry. */
export function createLogicThread(onTurn: () => void): LogicThread {
  const errors: unknown[] = [];
  const queue: Array<() => void> = [];
  let frozen = false;
  let stopped = false;
  let scheduled = false;

  function run(task: () => void): void {
    if (stopped) return;
    try {
      task();
    } catch (error) {
      errors.push(error);
    }
    onTurn();
  }

  // One task a turn: the real bridge gives each event its own task, with the microtasks between.
  function schedule(): void {
    if (scheduled || frozen || stopped || queue.length === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      if (frozen) return;
      const task = queue.shift();
      schedule();
      if (task !== undefined) run(task);
    });
  }

  function post(task: () => void): void {
    queue.push(task);
    schedule();
  }

  return {
    errors,
    run,
    post,
    idle() {
      if (frozen || stopped) return Promise.resolve();
      return new Promise((resolve) => post(() => setImmediate(resolve)));
    },
    freeze() {
      frozen = true;
    },
    thaw() {
      frozen = false;
      schedule();
    },
    stop() {
      stopped = true;
      queue.length = 0;
    },
  };
}
