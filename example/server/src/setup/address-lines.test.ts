import { expect, it } from 'vitest';
import { addressLines } from './address-lines';

it.each([
  ['127.0.0.1', ['192.168.1.7'], ['Bidding server: http://127.0.0.1:8787']],
  ['::1', [], ['Bidding server: http://[::1]:8787']],
  ['0.0.0.0', [], ['Bidding server: http://localhost:8787']],
  [
    '0.0.0.0',
    ['192.168.1.7', '10.0.0.2'],
    [
      'Bidding server: http://localhost:8787',
      'In your network: http://192.168.1.7:8787',
      'For a phone, build the mini-program with: TARO_APP_SERVER=http://192.168.1.7:8787 npm run build:weapp',
    ],
  ],
])('listening on %s in the networks %j, it says where it is', (host, lan, lines) => {
  expect(addressLines(host, 8787, lan)).toEqual(lines);
});
