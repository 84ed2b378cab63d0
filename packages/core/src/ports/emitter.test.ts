import { describe, expect, it, vi } from 'vitest';
import { createEmitter } from './emitter';

describe('emitter', () => {
  it('calls each listener in order, and a function added twice twice', () => {
    const seen: string[] = [];
    const emitter = createEmitter<[string]>(vi.fn());
    const listener = (text: string) => seen.push(text);
    emitter.add(listener);
    const end = emitter.add(listener);
    emitter.emit('a');
    end();
    end();
    emitter.emit('b');
    expect([seen, emitter.size()]).toEqual([['a', 'a', 'b'], 1]);
  });

  it('leaves out a listener that was removed before its turn, and one that was added since', () => {
    const seen: string[] = [];
    const onThrow = vi.fn();
    const emitter = createEmitter<[]>(onThrow);
    emitter.add(() => {
      endSecond();
      emitter.add(() => seen.push('third'));
      seen.push('first');
    });
    const endSecond = emitter.add(() => seen.push('second'));
    emitter.emit();
    expect([seen, onThrow.mock.calls]).toEqual([['first'], []]);
  });

  it('has nobody left once it is cleared', () => {
    const listener = vi.fn();
    const emitter = createEmitter<[]>(vi.fn());
    emitter.add(listener);
    emitter.clear();
    emitter.emit();
    expect([emitter.size(), listener.mock.calls]).toEqual([0, []]);
  });

  it('gives what a listener throws to onThrow, and goes on', () => {
    const onThrow = vi.fn();
    const emitter = createEmitter<[]>(onThrow);
    const after = vi.fn();
    emitter.add(() => {
      throw 'oops';
    });
    emitter.add(after);
    emitter.emit();
    expect([onThrow.mock.calls, after.mock.calls.length]).toEqual([[['oops']], 1]);
  });
});
