import { act, cleanup, render } from '@testing-library/react';
import { performReactRefresh, register } from 'react-refresh/runtime';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSharedSocket } from '../../src';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

beforeEach(() => {
  vi.useFakeTimers();
  fake.reset({ platform: 'weapp', act: (event) => act(event) });
  fake.server.acceptAll();
});
afterEach(async () => {
  cleanup();
  await elapse(2_000);
  fake.assertClean();
  vi.useRealTimers();
});

async function elapse(milliseconds: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(milliseconds));
}

const heard: string[] = [];

function usePage(version: string): string {
  const onMessage = (message: string) => heard.push(`${version} ${message}`);
  return `${version} ${useSharedSocket('wss://bid.example.com/ws', { onMessage }).status}`;
}

const Page = () => <i>{usePage('old')}</i>;
const EditedPage = () => <i>{usePage('new')}</i>;

it('an edit of the page keeps the line that it shares, and the edited page hears each message once', async () => {
  register(Page, 'Page');
  const { container } = render(<Page />);
  await elapse(0);
  expect(container.textContent).toBe('old open');
  register(EditedPage, 'Page');
  act(() => {
    performReactRefresh();
  });
  await elapse(2_000);
  expect([container.textContent, fake.server.connects]).toEqual(['new open', 1]);
  fake.server.say('一口价');
  await elapse(0);
  expect(heard).toEqual(['new 一口价']);
});
