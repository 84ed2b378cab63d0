import { expect, it } from 'vitest';
import { HeartbeatSocketError, textOf } from './errors';

it('an error has a name that logs can be searched for', () => {
  expect(String(new HeartbeatSocketError('decode', 'no JSON'))).toBe('HeartbeatSocketError: no JSON');
});

it.each([
  [new Error('broke'), 'broke'],
  [{ errMsg: 'connectSocket:fail', message: 'other' }, 'connectSocket:fail'],
  [{ errorMessage: '网络错误', error: 6 }, '网络错误'],
  [{ type: 'error' }, 'error'],
  [{}, 'unknown error'],
  ['just text', 'just text'],
  [null, 'null'],
  [undefined, 'undefined'],
])('textOf finds the text of %j', (thrown, text) => {
  expect(textOf(thrown)).toBe(text);
});
