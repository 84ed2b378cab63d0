import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from './base64';

it.each([0, 1, 2, 3, 4, 5, 6, 7])('%s bytes come back as they were', (length) => {
  const bytes = Uint8Array.from({ length }, (_, at) => 255 - 37 * at);
  const text = toBase64(bytes.buffer);
  expect(text).toBe(Buffer.from(bytes).toString('base64'));
  expect(fromBase64(text)).toEqual(bytes.buffer);
});

it('may be broken into lines', () => {
  expect(fromBase64('AQID\nBA==\n')).toEqual(Uint8Array.of(1, 2, 3, 4).buffer);
});

it.each(['!!!!', 'AQ=I', 'AQI-'])('%j is no base64', (text) => {
  expect(fromBase64(text)).toBeNull();
});
