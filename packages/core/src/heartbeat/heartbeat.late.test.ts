import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answered, beating } from '../../test/beating';
import { elapse, sleepDevice } from '../../test/set-up';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Patient enough for a probe to be shorter. */
const PATIENT = { pongTimeout: 4_000 };

describe('a late timer', () => {
  it('is forgiven once: a probe goes out, with a deadline of 1 500', () => {
    const { line, status } = answered(PATIENT);
    elapse(1_000);
    sleepDevice(60_000);
    elapse(4_000);
    expect(status()).toBe('open');
    expect(line.received).toEqual(['ping', 'ping']);
    elapse(1_499);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('is forgiven with a deadline of no more than the pong timeout', () => {
    const { line, status } = answered();
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    expect([status(), line.received]).toEqual(['open', ['ping', 'ping']]);
    elapse(399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('is forgiven on a line that has not answered yet', () => {
    const { line, status } = beating();
    sleepDevice(60_000);
    elapse(400);
    expect([status(), line.received]).toEqual(['open', ['ping', 'ping']]);
  });

  it('is not forgiven when it is late by 2 s or less', () => {
    const { status } = answered();
    elapse(1_000);
    sleepDevice(2_000);
    elapse(400);
    expect(status()).toBe('waiting');
  });

  it('is not forgiven twice in a row, late or not', () => {
    const { status } = answered();
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    sleepDevice(60_000);
    elapse(399);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });

  it('is forgiven again after a frame came in', () => {
    const { status, line } = answered();
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    line.say('pong');
    elapse(1_000);
    sleepDevice(60_000);
    elapse(400);
    expect(status()).toBe('open');
  });

  it('probes when it was the timer of the next ping', () => {
    const { status, line } = answered(PATIENT);
    sleepDevice(60_000);
    elapse(1_000);
    expect(line.received).toEqual(['ping']);
    elapse(1_499);
    expect(status()).toBe('open');
    elapse(1);
    expect(status()).toBe('waiting');
  });
});
