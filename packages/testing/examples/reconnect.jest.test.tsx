import { FAILURE } from '@heartbeat-socket/testing';
import { act, cleanup, render, screen } from '@testing-library/react';
import { fake } from './fake-taro';
import LotPage from './lot-page';

jest.mock('@tarojs/taro', () => jest.requireActual('./fake-taro').fake.taro);

const elapse = (milliseconds = 0) => act(() => jest.advanceTimersByTimeAsync(milliseconds));

const lost = () => screen.queryByText(/Connection lost/);

/** No wait between two attempts is longer, by default. */
const LONGEST_WAIT = 30_000;

describe.each(['weapp', 'alipay', 'h5'] as const)('the lot page on %s', (platform) => {
  beforeEach(() => {
    jest.useFakeTimers();
    fake.reset({ platform });
  });
  afterEach(() => {
    cleanup();
    fake.assertClean();
    jest.useRealTimers();
  });

  async function openPage() {
    render(<LotPage />);
    fake.server.accept();
    await elapse();
    expect(lost()).toBeNull();
  }

  async function expectBack() {
    fake.server.acceptAll();
    await elapse(LONGEST_WAIT);
    expect(lost()).toBeNull();
    fake.server.say({ price: 1500, by: 'Wang' });
    screen.getByText('1500 by Wang');
  }

  it('says that the server closed the line, and comes back', async () => {
    await openPage();
    fake.server.close(1011, 'out of order');
    await elapse();
    expect(lost()).not.toBeNull();
    await expectBack();
  });

  it('notices that the line has gone silent, and comes back', async () => {
    await openPage();
    fake.server.goSilent();
    // By default a ping goes out after 25 s of silence, and has 10 s for its answer.
    await elapse(34_999);
    expect(lost()).toBeNull();
    await elapse(1);
    expect(lost()).not.toBeNull();
    await expectBack();
  });

  it('goes on trying while the name is not resolved', async () => {
    fake.set({ connect: { fail: FAILURE.nameNotResolved } });
    render(<LotPage />);
    await elapse(10_000);
    expect(lost()).not.toBeNull();
    expect(fake.server.connects).toBeGreaterThan(3);

    fake.set({ connect: 'real' });
    await expectBack();
  });
});
