import { expect, it } from 'vitest';
import { isAllowedOrigin, MINI_PROGRAM_ORIGINS } from './origin-check';

it.each<[string | undefined, string | undefined, boolean]>([
  [undefined, 'bid.example', true],
  ['https://bid.example', 'bid.example', true],
  ['https://BID.example', 'bid.EXAMPLE', true],
  ['http://bid.example:8787', 'bid.example:8787', true],
  ['http://bid.example:80', 'bid.example', true],
  ['http://bid.example:8788', 'bid.example:8787', false],
  ['https://evil.example', 'bid.example', false],
  ['https://bid.example.evil.example', 'bid.example', false],
  ['https://evil.example', undefined, false],
  ['https://', 'bid.example', false],
  ['http://localhost:10086', '127.0.0.1:8787', true],
  ['http://localhost:10086', 'bid.example', false],
  ['http://localhost.evil.example', 'localhost:8787', false],
  ['https://servicewechat.com', 'bid.example', true],
  ['http://servicewechat.com', 'bid.example', false],
  ['https://evil-servicewechat.com', 'bid.example', false],
  ['https://2021.hybrid.alipay-eco.com', 'bid.example', true],
  ['https://hybrid.alipay-eco.com', 'bid.example', false],
  ['https://evilhybrid.alipay-eco.com', 'bid.example', false],
  ['weapp://wechat-game-runtime', 'bid.example', true],
  ['null', 'bid.example', true],
])('a page of %s may connect to %s: %s', (origin, host, allowed) => {
  expect(isAllowedOrigin(origin, host, MINI_PROGRAM_ORIGINS)).toBe(allowed);
});

it('a list of one’s own replaces the default', () => {
  expect(isAllowedOrigin('https://shop.example', 'bid.example', ['https://shop.example'])).toBe(true);
  expect(isAllowedOrigin('https://servicewechat.com', 'bid.example', ['https://shop.example'])).toBe(false);
});
