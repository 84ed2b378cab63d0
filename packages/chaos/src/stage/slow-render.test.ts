import { expect, it } from 'vitest';
import './slow-render';

it('the clock of React stands still, however long anything takes', async () => {
  const before = performance.now();
  await new Promise((resolve) => void setTimeout(resolve, 5));
  expect(performance.now()).toBe(before);
});
