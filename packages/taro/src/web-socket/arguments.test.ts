import { expect, it } from 'vitest';
import { readUrl } from './arguments';

it.each([
  'ws://bid.example.com',
  'WSS://Bid.Example.com:443',
  'ws://BID.example.com:080/A?B',
  'wss://bid.example.com:80/',
  'ws://bid.example.com:?c',
  'ws://bid.example.com:00081',
  'ws://Ann:Secret@bid.example.com/',
  'ws://[2001:DB8::1]:8080/',
  'ws://127.0.0.1:65535/',
  'ws://bid.example.com/"<>?"<>',
  'ws://bid.example.com/报价?q=ü',
  ' ws://bid.example.com/a\tb\n',
])('gives %j back as browsers do', (url) => {
  expect(readUrl(url)).toBe(new URL(url).href);
});

it.each(['htps://me:secret@bid.example.com/ws', 'me:secret@bid.example.com', '/ws?name=John Smith&token=secret'])(
  'shows no secret of %j, which is no address',
  (url) => {
    expect(() => readUrl(url)).toThrow(/^((?!secret).)*$/s);
  },
);
