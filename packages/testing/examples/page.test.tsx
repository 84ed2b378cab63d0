import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fake } from './fake-taro';
import LotPage from './lot-page';

vi.mock('@tarojs/taro', async () => (await import('./fake-taro')).fake.taro);

const elapse = (milliseconds = 0) => act(() => vi.advanceTimersByTimeAsync(milliseconds));

describe.each(['weapp', 'alipay', 'h5'] as const)('the lot page on %s', (platform) => {
  beforeEach(() => {
    vi.useFakeTimers();
    fake.reset({ platform });
  });
  afterEach(() => {
    cleanup();
    fake.assertClean();
    vi.useRealTimers();
  });

  it('shows the newest quote, and sends a bid above it', async () => {
    render(<LotPage />);
    screen.getByText('Connecting');

    fake.server.accept();
    await elapse();
    fake.server.say({ price: 1000, by: 'Lin' });
    screen.getByText('1000 by Lin');

    fireEvent.click(screen.getByText('Bid 1500'));
    expect(fake.server.received).toContain('{"amount":1500}');
    expect(fake.server.connection.url).toBe('wss://bid.example.com/lots/42');
  });
});
