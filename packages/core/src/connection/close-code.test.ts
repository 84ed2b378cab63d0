import { describe, expect, it } from 'vitest';
import { fitReason, isSendableCode } from './close-code';

describe('isSendableCode', () => {
  it.each([1000, 3000, 4999])('allows %s', (code) => expect(isSendableCode(code)).toBe(true));
  it.each([999, 1001, 1005, 1006, 2999, 5000, 4000.5, Number.NaN])('refuses %s', (code) =>
    expect(isSendableCode(code)).toBe(false),
  );
});

describe('fitReason', () => {
  it.each([
    ['x'.repeat(123), 123],
    ['x'.repeat(124), 123],
    ['é'.repeat(62), 61],
    ['竞'.repeat(42), 41],
    ['😀'.repeat(31), 60],
    ['\u{80}'.repeat(62), 61],
    ['\u{800}'.repeat(42), 41],
    ['\u{10000}'.repeat(31), 60],
  ])('keeps whole characters within 123 bytes', (reason, length) => {
    const fitted = fitReason(reason);
    expect(fitted.length).toBe(length);
    expect(new TextEncoder().encode(fitted).length).toBeLessThanOrEqual(123);
    expect(reason.startsWith(fitted)).toBe(true);
  });
});
