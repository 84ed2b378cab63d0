import { ticks } from './timetable';

/** What the resync of a listener does: nothing until the story settles it, or at once what it says. */
export type ResyncKind = 'none' | 'waits' | 'gives' | 'throws';

/** One call of a resync. */
export interface Run {
  readonly at: number;
  resolve(result: readonly string[]): void;
  reject(reason: Error): void;
}

/** What a listener needs of the story. */
export interface ListenerHost {
  readonly fault: (what: string) => void;
  /** The connection is open. */
  readonly isOpen: () => boolean;
  /** Nobody may be called any more. */
  readonly isOver: () => boolean;
  /** At the end of a story, every resync gives what it has. */
  readonly isObliging: () => boolean;
  readonly heard: () => void;
  /** It is asked, and may act and throw. */
  readonly asked: () => void;
  /** A question runs: who joins or leaves, does so after its turn. */
  readonly isAsking: () => boolean;
}

/** What a listener is due to hear. What is replayed goes down with its connection. */
interface Due {
  readonly text: string;
  readonly isReplayed: boolean;
}

/** A listener, and what it has to hear. */
export function createListener(name: string, kind: ResyncKind, timeout: number, host: ListenerHost) {
  const { fault } = host;
  const runs: Run[] = [];
  let phase: 'off' | 'holding' | 'failed' | 'passing' = kind === 'none' ? 'passing' : 'off';
  let held: string[] = [];
  let due: Due[] = [];
  let results = 0;
  let isEnded = false;
  /** A question has ended it: that is done after the turn, and the turn may still ask. */
  let isLeaving = false;
  /** A question has brought it in, and may have been asked about a message that is told after the turn. */
  let isArriving = host.isAsking();

  const isTimedOut = () => phase === 'holding' && ticks() - (runs.at(-1) as Run).at >= timeout;
  const snapshot = () => [`${name}.${++results}a`, `${name}.${results}b`];

  function fail(): void {
    phase = 'failed';
    held = [];
  }

  /** Its resync has given this: it comes first, then what was held. */
  function give(result: readonly string[]): void {
    due.push(...[...result, ...held].map((text) => ({ text, isReplayed: true })));
    held = [];
    phase = 'passing';
  }

  function resync(): unknown {
    if (isLeaving) return undefined;
    if (isTimedOut()) fail();
    if (host.isOver() || isEnded) fault(`${name} was asked after its end`);
    if (!host.isOpen()) fault(`${name} was asked while not open`);
    if (phase === 'holding') fault(`${name} was asked twice at a time`);
    phase = 'holding';
    held = [];
    let run: Run | undefined;
    const promise = new Promise<readonly string[]>((resolve, reject) => {
      run = { at: ticks(), resolve, reject };
    });
    // It may be given to nobody.
    promise.catch(() => {});
    runs.push(run as Run);
    const isCurrent = () => !isEnded && !isLeaving && host.isOpen() && phase === 'holding' && runs.at(-1) === run;
    try {
      host.asked();
    } catch (thrown) {
      if (isCurrent()) fail();
      throw thrown;
    }
    if (host.isObliging() || kind === 'gives') {
      const result = snapshot();
      if (isCurrent()) give(result);
      return result;
    }
    if (kind === 'throws') {
      if (isCurrent()) fail();
      throw new Error('nothing to be had');
    }
    return promise;
  }

  return {
    name,
    listener: {
      onMessage(text: string) {
        if (isArriving && phase === 'off' && !host.isOver()) return;
        const next = due.shift();
        if (host.isOver() || isEnded) fault(`${name} heard ${text} after its end`);
        else if (next?.text !== text) fault(`${name} heard ${text}, and was due ${next?.text ?? 'nothing'}`);
        host.heard();
      },
      resync: kind === 'none' ? undefined : resync,
      resyncTimeout: timeout,
    },
    /** A message is about to be told. */
    told(text: string) {
      if (isTimedOut()) fail();
      if (phase === 'passing') due.push({ text, isReplayed: due.length > 0 });
      else if (phase === 'holding') held.push(text);
    },
    /** The story settles one of its resyncs, 0 for the newest; an old one has no say. */
    settle(pick: number, isResolved: boolean) {
      if (isTimedOut()) fail();
      const run = runs.at(-1 - (pick % Math.max(runs.length, 1)));
      if (!run) return;
      const isCurrent = phase === 'holding' && run === runs.at(-1) && kind === 'waits';
      const result = snapshot();
      if (isCurrent && isResolved) give(result);
      else if (isCurrent) fail();
      if (isResolved) run.resolve(result);
      else run.reject(new Error('503'));
    },
    lineClosed() {
      if (isTimedOut()) fail();
      held = [];
      due = due.filter(({ isReplayed }) => !isReplayed);
      if (phase !== 'passing') phase = 'off';
    },
    /** It is ended, now or after the turn. */
    ended(isDeferred: boolean) {
      isLeaving = isDeferred;
      isEnded = !isDeferred;
      due = [];
    },
    isSyncing: () => phase === 'holding' || phase === 'failed',
    check() {
      if (isTimedOut()) fail();
      if (due.length > 0) fault(`${name} did not hear ${due.map(({ text }) => text)}`);
      if (phase === 'off' && host.isOpen()) fault(`${name} was not asked on an open connection`);
      due = [];
      isArriving = false;
    },
  };
}

/** A listener of a story. */
export type StoryListener = ReturnType<typeof createListener>;
