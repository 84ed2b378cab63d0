import { describe, expect, it } from 'vitest';
import { safeText, safeUrl } from './safe-text';

describe('a text from outside', () => {
  it.each([
    ['no url in it', 'no url in it'],
    ['', ''],
    ['wss://a.example.com/ws?token=secret', 'wss://a.example.com/ws'],
    ['wss://a.example.com/ws#secret', 'wss://a.example.com/ws'],
    ['wss://a.example.com?token=secret', 'wss://a.example.com'],
    ['wss://me:secret@a.example.com/ws', 'wss://a.example.com/ws'],
    ['wss://secret@a.example.com:8443/ws?x#y', 'wss://a.example.com:8443/ws'],
    ['wss://a.example.com/@me?token=secret', 'wss://a.example.com/@me'],
    ['see "wss://a.example.com/ws?token=secret", then', 'see "wss://a.example.com/ws", then'],
    ["see 'https://b.example.com/?code=secret' then", "see 'https://b.example.com/' then"],
    [
      'wss://a.example.com/1?t=secret and ws://b.example.com/2?t=secret',
      'wss://a.example.com/1 and ws://b.example.com/2',
    ],
    ['wss://a.example.com/1?next=wss://b.example.com/2?t=secret', 'wss://a.example.com/1'],
    ["wss://a.example.com/ws?name=O'Brien&token=secret", 'wss://a.example.com/ws'],
    ["wss://a.example.com/o'brien?token=secret", "wss://a.example.com/o'brien"],
    ['wss://a.example.com/ws?name="me"&token=secret', 'wss://a.example.com/ws'],
    ['wss://me:my@secret@a.example.com/ws', 'wss://a.example.com/ws'],
    [`wss://me:'secret"x@a.example.com/ws`, 'wss://a.example.com/ws'],
    ['{"url":"wss://a.example.com","from":"me@b"}', '{"url":"wss://a.example.com","from":"me@b"}'],
    ['连接"wss://a.example.com/?t=secret"失败', '连接"wss://a.example.com/"失败'],
    ['is it? a question', 'is it? a question'],
  ])('%j is shown as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it('is whole up to 1 000 characters, and cut from there', () => {
    const most = 'x'.repeat(1_000);
    expect([safeText(most), safeText(`${most}y`)]).toEqual([most, `${most}…`]);
  });

  it.each([
    ['a word', 'x'.repeat(60_000)],
    ['the beginning of a url', `wss://${'x'.repeat(60_000)}`],
    ['the beginnings of many urls', '://'.repeat(20_000)],
    ['a url with a long token', `wss://a.example.com/ws?token=${'secret'.repeat(10_000)}`],
    ['a url with a long password', `wss://me:${'secret'.repeat(10_000)}@a.example.com/ws`],
  ])('of 60 kB is bounded, and keeps its secret: %s', (_what, text) => {
    const shown = safeText(text);
    expect(shown.length).toBeLessThanOrEqual(1_001);
    expect(shown).not.toContain('secret');
  });
});

it.each([
  ['wss://a.example.com/ws?name=John Smith&token=secret', 'wss://a.example.com/ws'],
  ["wss://a.example.com/o'brien/ws?a=\n&token=secret", "wss://a.example.com/o'brien/ws"],
  ['wss://me:secret@a.example.com/@me', 'wss://a.example.com/@me'],
  ['me:secret@a.example.com/ws', 'me:a.example.com/ws'],
  ['//me:secret@a.example.com/ws', '//a.example.com/ws'],
  ['wss:/me:secret@a.example.com', 'wss:/a.example.com'],
  ['/ws#secret', '/ws'],
  ['', ''],
])('a url %j is shown as %j', (url, shown) => {
  expect(safeUrl(url)).toBe(shown);
});
