import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bufferOf, decodeUtf8, encodeUtf8, octetsOf } from './octets';

const text = fc.string({ unit: 'binary' });

it('writes UTF-8 as Node does', () => {
  fc.assert(
    fc.property(text, (given) => {
      expect(Buffer.from(bufferOf(encodeUtf8(given)))).toEqual(Buffer.from(given, 'utf8'));
    }),
  );
});

it('reads UTF-8 as Node does, also what is none', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const octets = octetsOf(bytes.slice().buffer);
      expect(bufferOf(octets)).toEqual(bytes.slice().buffer);
      // How many U+FFFD stand for a broken sequence is the reader's choice.
      const single = (decoded: string) => decoded.replace(/\ufffd+/g, '\ufffd');
      expect(single(decodeUtf8(octets))).toBe(single(Buffer.from(bytes).toString('utf8')));
    }),
  );
});

it('takes half a surrogate pair for U+FFFD', () => {
  expect(decodeUtf8(encodeUtf8('a\ud83db\udc00'))).toBe('a\ufffdb\ufffd');
});

it('takes a buffer that is longer than the arguments of a call may be', () => {
  expect(octetsOf(new Uint8Array(300_000).fill(65).buffer)).toBe('A'.repeat(300_000));
});
