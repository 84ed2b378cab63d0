import { expect, it } from 'vitest';
import { listen } from '../../../test/listen';
import { commonQuirks } from './common';

it.each([
  ['message', undefined, ['message', undefined]],
  ['message', { data: 'a quote' }, ['message', 'a quote']],
  ['open', undefined, ['opened']],
  ['open', { header: {}, profile: {} }, ['opened']],
  ['open', { header: { 'sec-WebSocket-Protocol': 'mqtt' } }, ['opened', 'mqtt']],
  ['close', undefined, ['closed', null, '']],
  ['close', { code: '1000', reason: 7 }, ['closed', null, '']],
  ['close', { code: 4001, reason: 'full' }, ['closed', 4001, 'full']],
])('a %s event of %j is read as %j', (name, event, expected) => {
  const { fire, heard } = listen(commonQuirks);
  fire(name, event);
  expect(heard).toEqual([expected]);
});
