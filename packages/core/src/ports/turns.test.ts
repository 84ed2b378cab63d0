import { describe, expect, it, vi } from 'vitest';
import type { Clock } from './clock';
import { createTurns } from './turns';

/** Turns, and all that happened in them, in order. Timers fire when the test says so. */
function setUpTurns() {
  const log: string[] = [];
  const timers: Array<() => void> = [];
  const cancel = vi.fn();
  const clock: Clock = {
    now: () => 42,
    wall: () => 1_000_000,
    after(_delay, task) {
      timers.push(task);
      return cancel;
    },
  };
  const turns = createTurns(
    clock,
    (thrown) => log.push(`threw ${thrown}`),
    () => log.push('told'),
    () => log.push('goes on'),
  );
  return { turns, log, timers, cancel };
}

const fail = () => {
  throw 'oops';
};

describe('a turn', () => {
  it('runs at once, and is told after it', () => {
    const { turns, log } = setUpTurns();
    turns.enter(() => log.push('event'));
    expect(turns.call(() => log.push('call'), 0)).toBe(3);
    expect(log).toEqual(['event', 'told', 'call', 'told']);
    expect(turns.now()).toBe(42);
  });

  it('lets what comes meanwhile wait for its end, in order, and is told once for all of them', () => {
    const { turns, log } = setUpTurns();
    turns.enter(() => {
      turns.enter(() => {
        log.push('second');
        turns.enter(() => log.push('fourth'));
      });
      expect(turns.call(() => log.push('third'), -1)).toBe(-1);
      log.push('first');
    });
    expect(log).toEqual(['first', 'second', 'third', 'fourth', 'told']);
  });

  it('of a call that throws gives that to the caller, and ends properly', () => {
    const { turns, log } = setUpTurns();
    const call = () => {
      turns.enter(() => log.push('waited'));
      return fail();
    };
    expect(() => turns.call(call, undefined)).toThrow('oops');
    expect(log).toEqual(['waited', 'told']);
    expect(turns.call(() => 'free', 'deferred')).toBe('free');
  });

  it('of an event that throws is told, and ends properly', () => {
    const { turns, log } = setUpTurns();
    turns.enter(fail);
    expect(log).toEqual(['threw oops', 'told']);
    expect(turns.call(() => 'free', 'deferred')).toBe('free');
  });

  it('goes on with the others when one that waited throws', () => {
    const { turns, log } = setUpTurns();
    turns.enter(() => {
      turns.call(fail, undefined);
      turns.enter(fail);
      turns.enter(() => log.push('last'));
    });
    expect(log).toEqual(['threw oops', 'threw oops', 'last', 'told']);
  });

  it('is over before it is told: what begins then is a turn of its own', () => {
    const log: string[] = [];
    let tells = 0;
    const turns = createTurns(
      { now: () => 0, wall: () => 0, after: () => () => {} },
      () => {},
      () => {
        tells += 1;
        if (tells <= 3) log.push(turns.call(() => 'at once', 'deferred'));
      },
      () => {},
    );
    turns.enter(() => {});
    expect([log, tells]).toEqual([['at once', 'at once', 'at once'], 4]);
  });
});

describe('an event whose lifetime is over', () => {
  it('is dropped', () => {
    const { turns, log } = setUpTurns();
    turns.enter(() => log.push('late'), { isOver: true });
    expect(log).toEqual([]);
    turns.enter(() => log.push('in time'), { isOver: false });
    expect(log).toEqual(['in time', 'told']);
  });

  it('is dropped when it was over by the time of its turn', () => {
    const { turns, log } = setUpTurns();
    const lifetime = { isOver: false };
    turns.enter(() => {
      turns.enter(() => log.push('late'), lifetime);
      lifetime.isOver = true;
    });
    expect(log).toEqual(['told']);
  });
});

describe('a timer', () => {
  it('is a turn', () => {
    const { turns, log, timers } = setUpTurns();
    turns.after(10, () => log.push('due'));
    timers[0]?.();
    expect(log).toEqual(['due', 'told']);
  });

  it('that throws is told', () => {
    const { turns, log, timers } = setUpTurns();
    turns.after(10, fail);
    timers[0]?.();
    expect(log).toEqual(['threw oops', 'told']);
  });

  it('that was cancelled does nothing, also when the host fires it all the same', () => {
    const { turns, log, timers, cancel } = setUpTurns();
    turns.after(10, () => log.push('due'))();
    expect(cancel).toHaveBeenCalledTimes(1);
    timers[0]?.();
    expect(log).not.toContain('due');
  });

  it('that is cancelled in the turn in which it is due does nothing', () => {
    const { turns, log, timers } = setUpTurns();
    const end = turns.after(10, () => log.push('due'));
    turns.enter(() => {
      timers[0]?.();
      end();
    });
    expect(log).toEqual(['told']);
  });

  it('ends with its lifetime', () => {
    const { turns, log, timers } = setUpTurns();
    const lifetime = { isOver: false };
    turns.after(10, () => log.push('due'), lifetime);
    turns.after(10, () => log.push('due'), lifetime);
    timers[0]?.();
    lifetime.isOver = true;
    timers[1]?.();
    expect(log).toEqual(['due', 'told']);
  });
});

describe('a question that goes on asking', () => {
  it('goes on in tasks of their own, with one timer', () => {
    const { turns, log, timers } = setUpTurns();
    let asked = 0;
    const ask = () => {
      asked += 1;
      if (asked < 10_000) turns.call(ask, undefined);
    };
    turns.enter(ask);
    expect([asked < 1_000, timers.length, log]).toEqual([true, 1, ['goes on', 'told']]);
    turns.enter(() => {});
    expect(timers.length).toBe(1);
    const before = asked;
    timers[0]?.();
    expect([asked > before, timers.length]).toEqual([true, 2]);
    for (let at = 1; at < timers.length; at += 1) timers[at]?.();
    expect(asked).toBe(10_000);
  });
});

describe('a question that is async', () => {
  it('gives nothing, and is told: nobody can wait for it', () => {
    const { turns, log } = setUpTurns();
    expect(turns.ask('seven', async () => false)).toBeUndefined();
    expect(log).toEqual([expect.stringContaining('expected an answer at once, got a promise')]);
  });
});

describe('a question', () => {
  it('gives its answer, or nothing and is told', () => {
    const { turns, log } = setUpTurns();
    expect([turns.ask('seven', () => 7), turns.ask('fail', fail)]).toEqual([7, undefined]);
    expect(log).toEqual(['threw oops']);
  });

  it('that acts has it done after the turn', () => {
    const { turns, log } = setUpTurns();
    turns.enter(() => {
      turns.ask('question', () => turns.call(() => log.push('act'), 0));
      log.push('turn');
    });
    expect(log).toEqual(['turn', 'act', 'told']);
  });
});
