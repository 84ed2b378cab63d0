import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fake } from './fake-taro';
import LotPage from './lot-page';

vi.mock('@tarojs/taro', async () => (await import('./fake-taro')).fake.taro);

const elapse = (milliseconds = 0) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

// A mini-program stands still 5 s after it was hidden, and its connections die. A hidden tab goes on.
describe.each([
  ['weapp', 2],
  ['alipay', 2],
  ['h5', 1],
] as const)('the lot page on %s', (platform, connections) => {
  beforeEach(() => {
    vi.useFakeTimers();
    fake.reset({ platform });
  });
  afterEach(() => {
    cleanup();
    fake.assertClean();
    vi.useRealTimers();
  });

  async function openPage() {
    fake.server.acceptAll();
    render(<LotPage />);
    await elapse();
    fake.server.say({ price: 1000, by: 'Lin' });
    screen.getByText('1000 by Lin');
  }

  it(`is live after a minute away, on connection ${connections}`, async () => {
    await openPage();
    fake.app.hide();
    await elapse(60_000);
    fake.app.show();
    await elapse();

    expect(fake.server.connections).toHaveLength(connections);
    fake.server.say({ price: 1500, by: 'Wang' });
    screen.getByText('1500 by Wang');
  });

  it('keeps its connection when the user is back after three seconds', async () => {
    await openPage();
    fake.app.hide();
    await elapse(3_000);
    fake.app.show();
    await elapse(30_000);
    expect(fake.server.connections).toHaveLength(1);
  });
});
