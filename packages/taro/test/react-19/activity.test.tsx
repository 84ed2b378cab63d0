import { act, cleanup, render } from '@testing-library/react';
import { type ReactElement, StrictMode, useEffect, useLayoutEffect } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Frame,
  type HeartbeatSocketOptions,
  type TextOptions,
  type UseHeartbeatSocketResult,
  useHeartbeatSocket,
  useSharedSocket,
} from '../../src';
import { accept, createStage, elapse, SLOW } from '../contract/stage';
import { Activity } from './react';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'weapp' });
});
vi.mock('@tarojs/taro', () => fake.taro);

type Options = HeartbeatSocketOptions<string, Frame> & TextOptions<undefined>;

const useOwnSocket = (url: string, options: Options) => useHeartbeatSocket(url, options);
const useOneForAll = (url: string, options: Options) => useSharedSocket(url, options);

let tests = 0;
/** A url that no other test has: a shared socket may outlive its test. */
const newUrl = () => `wss://bid.example.com/lot/${++tests}`;
const open = () => fake.server.connections.filter(({ isOpen }) => isOpen);
const watches = () => fake.server.received.filter((frame) => frame === 'watch');

interface ChildProps {
  readonly socket: UseHeartbeatSocketResult<string, Frame>;
  readonly answers: string[];
}

function EffectChild({ socket, answers }: ChildProps) {
  useEffect(() => void answers.push(socket.send('watch')), [socket.send, answers]);
  return null;
}

function LayoutEffectChild({ socket, answers }: ChildProps) {
  useLayoutEffect(() => void answers.push(socket.send('watch')), [socket.send, answers]);
  return null;
}

/** A page that is hidden and shown, and all that it told. */
function createPage(
  useSocket: typeof useOwnSocket,
  url = newUrl(),
  Child: typeof EffectChild | null = null,
  given: Pick<Options, 'whilePageHidden'> = {},
) {
  const heard: string[] = [];
  const opened: boolean[] = [];
  const answers: string[] = [];
  /** What it showed in each commit that laid it out. */
  const laidOut: string[] = [];
  const dropped: string[] = [];
  const sockets: UseHeartbeatSocketResult<string, Frame>[] = [];

  function Page({ version }: { version: string }) {
    const socket = useSocket(url, {
      ...given,
      reconnect: { jitter: 'none' },
      onMessage: (message) => heard.push(version + message),
      onOpen: ({ isReconnect }) => opened.push(isReconnect),
      onDrop: (_data, reason) => dropped.push(reason),
    });
    sockets.push(socket);
    const shown = `${socket.status} ${socket.lastMessage}`;
    useLayoutEffect(() => void laidOut.push(shown));
    return (
      <>
        <i>{shown}</i>
        {Child && <Child socket={socket} answers={answers} />}
      </>
    );
  }

  const elements = new Map<string, ReactElement>();
  // The same element for the same version: then React shows the page again without rendering it.
  const at = (mode: 'visible' | 'hidden', version = '') => {
    const element = elements.get(version) ?? <Page version={version} />;
    elements.set(version, element);
    return <Activity mode={mode}>{element}</Activity>;
  };
  return { at, Page, heard, opened, answers, laidOut, dropped, sockets, url };
}

type Page = ReturnType<typeof createPage>;

/** The same, rendered. */
function mount(page: Page, mode: 'visible' | 'hidden' = 'visible', options: Parameters<typeof render>[1] = {}) {
  const { rerender, unmount, container } = render(page.at(mode), options);
  return {
    ...page,
    unmount,
    show: (version?: string) => rerender(page.at('visible', version)),
    hide: (version?: string) => rerender(page.at('hidden', version)),
    get text() {
      return container.querySelector('i')?.textContent;
    },
  };
}

createStage(fake, 'weapp');
afterEach(async () => {
  cleanup();
  // A shared socket lingers.
  await elapse(1_000 + SLOW);
});

describe.each([
  ['its own socket', useOwnSocket],
  ['a shared socket', useOneForAll],
])('a page with %s that <Activity> hides', (_name, useSocket) => {
  it('and that is first rendered hidden, does not connect before it is shown', async () => {
    const page = mount(createPage(useSocket), 'hidden');
    await elapse(120_000);
    expect([fake.server.connects, page.laidOut, fake.left()]).toEqual([0, [], []]);
    page.show();
    expect([fake.server.connects, page.laidOut[0]]).toEqual([1, 'connecting null']);
    await accept(fake);
    fake.server.say('一口价');
    expect([page.text, page.heard]).toEqual(['open 一口价', ['一口价']]);
  });

  it('and that was never shown, leaves nothing', async () => {
    const page = mount(createPage(useSocket), 'hidden');
    await elapse(1_000);
    page.unmount();
    await elapse(1_000);
    expect([fake.server.connects, fake.left()]).toEqual([0, []]);
  });

  it('holds no line once it is hidden, and hears nothing', async () => {
    const page = mount(createPage(useSocket));
    await accept(fake);
    page.hide();
    if (open().length > 0) fake.server.say('too late');
    await elapse(1_000 + SLOW);
    expect([open(), page.heard, fake.left()]).toEqual([[], [], []]);
    await elapse(120_000);
    expect([fake.server.connects, fake.left()]).toEqual([1, []]);
  });

  it.each([
    ['and rendered again', 'new '],
    ['as it was', ''],
  ])('is open on one new line when it is shown after ten minutes, %s', async (_how, version) => {
    const page = mount(createPage(useSocket));
    await accept(fake);
    fake.server.say('1');
    page.hide();
    await elapse(600_000);
    page.show(version);
    await accept(fake);
    fake.server.say('2');
    expect([page.text, page.heard]).toEqual(['open 2', ['1', `${version}2`]]);
    expect([fake.server.connects, open().length, fake.server.mostAtOnce]).toEqual([2, 1, 1]);
  });

  it('connects when it is shown on a page that was covered, and came back while it was hidden', async () => {
    const page = mount(createPage(useSocket, newUrl(), null, { whilePageHidden: 'disconnect' }));
    await accept(fake);
    fake.page.hide();
    page.hide();
    await elapse(5_000);
    fake.page.show();
    page.show();
    await accept(fake);
    expect(page.text).toBe('open null');
  });

  it('and that was never shown, drops what it sends', async () => {
    const page = mount(createPage(useSocket), 'hidden');
    await elapse(1_000);
    expect(page.sockets.at(-1)?.send('early')).toBe('queued');
    await elapse();
    expect([page.dropped, fake.left()]).toEqual([['closed'], []]);
  });

  it('holds no line for what it sends while it is hidden', async () => {
    const page = mount(createPage(useSocket));
    await accept(fake);
    page.hide();
    await elapse(10);
    const sent = page.sockets.at(-1)?.send('late');
    await elapse(5_000);
    // A shared line lingers.
    const expected = useSocket === useOwnSocket ? ['queued', ['closed']] : ['sent', []];
    expect([sent, page.dropped, open(), fake.left()]).toEqual([...expected, [], []]);
  });

  it('is connecting in the commit that shows it after ten minutes', async () => {
    const page = mount(createPage(useSocket));
    await accept(fake);
    page.hide();
    await elapse(600_000);
    page.laidOut.length = 0;
    page.show('new ');
    expect([...new Set(page.laidOut.map((shown) => shown.split(' ')[0]))]).toEqual(['connecting']);
  });

  describe.each([
    ['an effect', EffectChild],
    ['a layout effect', LayoutEffectChild],
  ])('whose child sends in %s', (_kind, Child) => {
    it('sends that on the first line when it is first shown', async () => {
      const page = mount(createPage(useSocket, newUrl(), Child), 'hidden');
      await elapse(1_000);
      page.show();
      await accept(fake);
      expect([page.answers, watches()]).toEqual([['queued'], ['watch']]);
    });

    it.each([
      ['and rendered again', 'new '],
      ['as it was', ''],
    ])('sends that on the new line when it is shown after ten minutes, %s', async (_how, version) => {
      const page = mount(createPage(useSocket, newUrl(), Child));
      await accept(fake);
      page.hide();
      await elapse(600_000);
      page.answers.length = 0;
      page.show(version);
      await accept(fake);
      expect([page.answers.at(-1), watches()]).toEqual(['queued', ['watch']]);
      expect([fake.server.connects, open().length]).toEqual([2, 1]);
    });

    it('sends that when it is hidden and shown while the page connects', async () => {
      const page = mount(createPage(useSocket, newUrl(), Child));
      page.hide();
      await elapse();
      page.answers.length = 0;
      page.show();
      await accept(fake);
      expect([page.answers, open().length]).toEqual([['queued'], 1]);
      expect(watches()).toContain('watch');
    });
  });

  it('has one line at most while it is hidden and shown again and again', async () => {
    fake.server.acceptAll();
    const page = mount(createPage(useSocket));
    for (let turn = 0; turn < 5; turn += 1) {
      await elapse(300);
      page.hide();
      await elapse(turn * 500);
      page.show();
    }
    await elapse(SLOW);
    fake.server.say('一口价');
    expect([page.text, page.heard, open().length, fake.server.mostAtOnce]).toEqual(['open 一口价', ['一口价'], 1, 1]);
  });

  it('keeps its line when it is hidden and shown before React has committed', async () => {
    const page = mount(createPage(useSocket));
    await accept(fake);
    act(() => {
      page.hide();
      page.show();
    });
    await elapse(SLOW);
    expect([fake.server.connects, open().length, page.opened]).toEqual([1, 1, [false]]);
  });

  it('has one line under StrictMode too, hidden and shown', async () => {
    fake.server.acceptAll();
    const page = mount(createPage(useSocket), 'visible', { wrapper: StrictMode });
    await elapse(SLOW);
    page.hide();
    await elapse(5_000);
    page.show();
    await elapse(SLOW);
    fake.server.say('一口价');
    expect([page.text, page.heard, open().length]).toEqual(['open 一口价', ['一口价'], 1]);
  });

  it.each([
    ['at once', 0],
    ['after half a second', 500],
    ['after ten minutes', 600_000],
  ])('leaves nothing when it is unmounted while it is hidden, %s', async (_when, hidden) => {
    const page = mount(createPage(useSocket));
    await accept(fake);
    page.hide();
    await elapse(hidden);
    page.unmount();
    await elapse(1_000 + SLOW);
    expect([open(), fake.left(), fake.server.connects]).toEqual([[], [], 1]);
  });
});

describe('a page with a shared socket that <Activity> hides', () => {
  it('keeps the line when it is shown within the linger, and joins it', async () => {
    const page = mount(createPage(useOneForAll, newUrl(), EffectChild));
    await accept(fake);
    page.hide();
    await elapse(900);
    page.answers.length = 0;
    page.show('new ');
    fake.server.say('一口价');
    expect([page.text, page.heard, page.answers]).toEqual(['open 一口价', ['new 一口价'], ['sent']]);
    expect([fake.server.connects, page.opened]).toEqual([1, [false, false]]);
  });

  it('is deaf while another page keeps the line, and joins that line when it is shown', async () => {
    const url = newUrl();
    const other = createPage(useOneForAll, url);
    render(<other.Page version="" />);
    const page = mount(createPage(useOneForAll, url));
    await accept(fake);
    page.hide();
    await elapse(120_000);
    fake.server.say('1');
    page.show();
    fake.server.say('2');
    expect([page.text, page.heard, other.heard]).toEqual(['open 2', ['2'], ['1', '2']]);
    expect([fake.server.connects, page.opened]).toEqual([1, [false, false]]);
  });

  async function expectOneLine(version: string) {
    fake.server.acceptAll();
    const page = mount(createPage(useOneForAll));
    await elapse(SLOW);
    page.hide();
    await elapse(61_000);
    const elsewhere = createPage(useOneForAll);
    const { unmount } = render(<elsewhere.Page version="" />);
    await elapse(SLOW);
    unmount();
    await elapse(1_000 + SLOW);
    const second = createPage(useOneForAll, page.url);
    render(<second.Page version="" />);
    await elapse(SLOW);
    page.show(version);
    await elapse(SLOW);
    expect(open().length).toBe(1);
    fake.server.say('一口价');
    expect([page.heard, second.heard]).toEqual([[`${version}一口价`], ['一口价']]);
  }

  it('has one line with a page that came while it was hidden, when it is shown and rendered again', async () => {
    await expectOneLine('new ');
  });

  it('has one line with a page that came while it was hidden, when it is shown as it was', async () => {
    await expectOneLine('');
  });

  it('shows nothing of the line before, when it is shown after ten minutes', async () => {
    const page = mount(createPage(useOneForAll));
    await accept(fake);
    fake.server.say('price 100');
    page.hide();
    await elapse(600_000);
    page.laidOut.length = 0;
    page.show('new ');
    expect(page.laidOut[0]).toBe('connecting null');
    await accept(fake);
    expect([page.text, page.opened]).toEqual(['open null', [false, false]]);
  });
});
