import { act, cleanup, render } from '@testing-library/react';
import {
  type ReactNode,
  StrictMode,
  Suspense,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useState,
} from 'react';
import { createRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  useFreshness,
  useHeartbeatSocket,
  useServerNow,
  useSocketMessage,
  useSocketReducer,
  useSocketSnapshot,
} from '../../src';
import {
  accept,
  elapse,
  lineTo,
  openLines,
  SLOW,
  type Stage,
  sweep,
  TEXT_REQUESTS,
  type TextOptions,
  type TextSocket,
  useShared,
} from './stage';

const A = 'wss://bid.example.com/room/a';
const B = 'wss://bid.example.com/room/b';
const QUIET: TextOptions = { heartbeat: false, reconnect: { jitter: 'none' } };

const PINGING: TextOptions = { reconnect: { jitter: 'none' } };

/** What is done in a component's effects, once for each destination. */
interface Acts {
  readonly layout?: ((socket: TextSocket) => void) | undefined;
  readonly effect?: ((socket: TextSocket) => void) | undefined;
}

interface RoomProps {
  readonly url: string | null;
  readonly options?: TextOptions | undefined;
  /** What the component that has the hook does. */
  readonly own?: Acts | undefined;
  /** What its child does. */
  readonly child?: Acts | undefined;
  /** Sees the socket in each render. */
  readonly show?: ((socket: TextSocket) => void) | undefined;
}

function useActs(socket: TextSocket, destination: string, { layout, effect }: Acts): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each destination, as a page joins its room
  useLayoutEffect(() => layout?.(socket), [destination]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each destination, as a page joins its room
  useEffect(() => effect?.(socket), [destination]);
}

function Child({ socket, destination, acts }: { socket: TextSocket; destination: string; acts: Acts }) {
  useActs(socket, destination, acts);
  return null;
}

function Room({ url, options = {}, own = {}, child = {}, show }: RoomProps) {
  const socket = useHeartbeatSocket(url, { ...QUIET, ...options });
  const destination = `${url} ${options.enabled ?? true}`;
  useActs(socket, destination, own);
  show?.(socket);
  return <Child socket={socket} destination={destination} acts={child} />;
}

/** A room whose destination has a name of its own, for its url never changes. */
function NamedRoom({ name, url }: { name: string; url: () => string }) {
  const socket = useHeartbeatSocket(url, { ...QUIET, key: name });
  return <Child socket={socket} destination={name} acts={{ effect: ({ send }) => void send(`join ${name}`) }} />;
}

function ListeningRoom({ url, heard, onLayout }: { url: string; heard: string[]; onLayout: (url: string) => void }) {
  const socket = useHeartbeatSocket(url, QUIET);
  useSocketMessage(socket, (message) => void heard.push(`${url.at(-1)} heard ${message}`));
  useLayoutEffect(() => {
    onLayout(url);
  }, [url, onLayout]);
  return null;
}

function Member({ socket, url }: { socket: TextSocket; url: string }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each room
  useEffect(() => () => void socket.send('leave'), [url]);
  return null;
}

/** Shows its status. */
function Shown({ url }: { url: string | null }) {
  return <>{useHeartbeatSocket(url, QUIET).status}</>;
}

function PoliteRoom({ url }: { url: string }) {
  return <Member socket={useHeartbeatSocket(url, QUIET)} url={url} />;
}

/** Gives a `send` that it has kept since its first render. */
function Bidder({ url, use, give }: { url: string; use: typeof useOwn; give: (send: Send) => void }) {
  const { send } = use(url);
  // biome-ignore lint/correctness/useExhaustiveDependencies: as a page has it that takes send for one function
  const kept = useCallback<Send>((text) => send(text), []);
  useEffect(() => give(kept), [give, kept]);
  return null;
}

type Send = (text: string) => string;
const useOwn = (url: string): TextSocket => useHeartbeatSocket(url, QUIET);
const useOneForAll = (url: string): TextSocket => useShared(url, QUIET);

interface SlowRoomProps {
  readonly heard: string[];
  /** Is given what moves it to another url. */
  readonly give: (move: (url: string) => void) => void;
  readonly onLayout: (url: string) => void;
  readonly onEffect: (url: string) => void;
}

/** A room that takes more than React's time slice to render. */
function SlowRoom({ heard, give, onLayout, onEffect }: SlowRoomProps) {
  const [url, setUrl] = useState(A);
  give(setUrl);
  for (const end = performance.now() + 8; performance.now() < end; );
  useHeartbeatSocket(url, { ...QUIET, onMessage: (message) => heard.push(`${url.at(-1)} heard ${message}`) });
  useLayoutEffect(() => {
    onLayout(url);
  }, [url, onLayout]);
  useEffect(() => {
    onEffect(url);
  }, [url, onEffect]);
  return null;
}

interface Price {
  readonly seq: number;
  readonly text: string;
}
const START: Price = { seq: 0, text: 'none' };

/** Reads `7 100`, the price of 100 under the number 7. */
function reduce(state: Price, message: string): Price {
  const [seq = '', text = ''] = message.split(' ');
  return Number(seq) > state.seq ? { seq: Number(seq), text } : state;
}

interface LotProps {
  readonly url: string;
  readonly resync: ((since: number, url: string) => Promise<Price>) | undefined;
  readonly show: (text: string, dispatch: (message: string) => void) => void;
}

function Lot({ url, resync, show }: LotProps) {
  const socket = useHeartbeatSocket(url, QUIET);
  const options = resync && { resync: ({ state }: { state: Price }) => resync(state.seq, url) };
  const [price, dispatch] = useSocketReducer<string, string | ArrayBuffer, Price>(socket, reduce, START, options);
  show(`${url.at(-1)} ${price.text}`, dispatch);
  return null;
}

/** Suspends while it has to wait. */
interface Patience {
  isOver: boolean;
  readonly over: Promise<void>;
}

function Patient({ patience, children }: { patience: Patience | null; children: ReactNode }) {
  if (patience && !patience.isOver) throw patience.over;
  return children;
}

function Part({ socket, useText }: { socket: TextSocket; useText: (socket: TextSocket) => string }) {
  return <i>{useText(socket)}</i>;
}

interface LatePageProps {
  readonly patience: Patience | null;
  readonly useText: (socket: TextSocket) => string;
}

/** A page that has a part which hydrates late. */
function LatePage({ patience, useText }: LatePageProps) {
  const socket = useHeartbeatSocket(A, PINGING);
  return (
    <Suspense fallback="…">
      <Patient patience={patience}>
        <Part socket={socket} useText={useText} />
      </Patient>
    </Suspense>
  );
}

function SharedStatus({ url }: { url: string }) {
  return <i>{useShared(url, QUIET).status}</i>;
}

function LateSharedPage({ patience, url }: { patience: Patience | null; url: string }) {
  useShared(url, QUIET);
  return (
    <Suspense fallback="…">
      <Patient patience={patience}>
        <SharedStatus url={url} />
      </Patient>
    </Suspense>
  );
}

function ServerTime() {
  return <i>{useServerNow(useHeartbeatSocket(A, QUIET))}</i>;
}

/** Where a component may act, given what it does. */
const PLACES = [
  ["a child's effect", (act: Acts['effect']) => ({ child: { effect: act } })],
  ["a child's layout effect", (act: Acts['effect']) => ({ child: { layout: act } })],
  ['a layout effect of its own', (act: Acts['effect']) => ({ own: { layout: act } })],
] as const;

/** What comes before the commit in which somebody acts. */
const BEFORE = [
  ['the first commit', null],
  ['the commit that brings the url', { url: null }],
  ['the commit that enables it', { url: A, options: { enabled: false } }],
] as const;

/** A server that takes every bid. */
const accepting = (frame: string | ArrayBuffer) => `won #${String(frame).split('#')[1]}`;

/** Bids, and notes the answer, or the code of the error. */
function ask(answers: unknown[], options?: { retry: boolean }): (socket: TextSocket) => void {
  return (socket) =>
    void socket.request('bid', options).then(
      (answer) => answers.push(answer),
      ({ code }: { code: string }) => answers.push(code),
    );
}

const SENDING = BEFORE.flatMap(([commit, before]) => PLACES.map(([place, at]) => [commit, place, before, at] as const));

/** A page's first words, first children, first room: whatever a component shows, it can do, and it is that room's only. */
export function describeDestination(stage: Stage): void {
  const { fake } = stage;

  /** Renders what comes before, if anything does, and then the room. */
  function enter(before: RoomProps | null, room: RoomProps, wrapper?: typeof StrictMode) {
    const options = wrapper ? { wrapper } : {};
    if (!before) return render(<Room {...room} />, options);
    const page = render(<Room {...before} />, options);
    page.rerender(<Room {...room} />);
    return page;
  }

  /** A room with its line open. */
  async function enterOpen(room: RoomProps) {
    const page = enter(null, room);
    await accept(fake);
    return page;
  }

  describe('a destination', () => {
    afterEach(() => sweep(stage));

    describe('what is sent before effects have run', () => {
      it.each(SENDING)('waits for the line, in %s, from %s', async (_commit, _place, before, at) => {
        const seen: unknown[] = [];
        const drops: unknown[] = [];
        enter(before, {
          url: A,
          options: { onDrop: (...drop) => drops.push(drop) },
          ...at((socket) => void seen.push(socket.status, socket.send('sub'))),
        });
        await accept(fake);
        expect([seen, drops, fake.server.received]).toEqual([['connecting', 'queued'], [], ['sub']]);
      });

      it.each(PLACES)('waits for the line under StrictMode, from %s', async (_place, at) => {
        const answers: string[] = [];
        enter(null, { url: A, ...at((socket) => void answers.push(socket.send('sub'))) }, StrictMode);
        await accept(fake);
        // Its effects run twice. What the first run said may be dropped when its cleanup runs.
        expect(answers).toEqual(['queued', 'queued']);
        expect(new Set(fake.server.received)).toEqual(new Set(['sub']));
      });

      it.each(BEFORE.flatMap(([commit, before]) => [true, false].map((retry) => [commit, retry, before] as const)))(
        'is answered when it is a request, in %s, with retry: %s',
        async (_commit, retry, before) => {
          const answers: unknown[] = [];
          const options = { request: TEXT_REQUESTS };
          const last = before && { ...before, options: { ...options, ...(before as RoomProps).options } };
          enter(last, { url: A, options, child: { effect: ask(answers, { retry }) } });
          fake.server.answer(accepting);
          await accept(fake);
          expect(answers).toEqual(['won']);
        },
      );

      it('goes by the options of its commit', async () => {
        const answers: unknown[] = [];
        enter({ url: null }, { url: A, options: { request: TEXT_REQUESTS }, child: { effect: ask(answers) } });
        fake.server.answer(accepting);
        await accept(fake);
        expect(answers).toEqual(['won']);
      });

      it('counts as pending in the same effect', () => {
        const counts: number[] = [];
        enter(null, {
          url: A,
          child: {
            effect(socket) {
              socket.send('sub');
              counts.push(socket.pending);
            },
          },
        });
        expect(counts).toEqual([1]);
      });

      it.each(['connect', 'reconnect'] as const)('needs no warning for a %s() in an effect', (name) => {
        const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
        enter(null, { url: A, child: { effect: (socket) => socket[name]() } });
        const { calls } = warn.mock;
        warn.mockRestore();
        expect([calls, fake.server.connects]).toEqual([[], 1]);
      });
    });

    describe('another url', () => {
      it.each(PLACES)('has what is sent in its commit, from %s', async (_place, at) => {
        const answers: string[] = [];
        const page = await enterOpen({ url: A });
        page.rerender(<Room url={B} {...at((socket) => void answers.push(socket.send('join b')))} />);
        await accept(fake);
        expect([answers, lineTo(stage, A).received, lineTo(stage, B).received]).toEqual([['queued'], [], ['join b']]);
      });

      it('has what is sent in its commit, where only the key tells it', async () => {
        const url = () => A;
        const page = render(<NamedRoom name="a" url={url} />);
        await accept(fake);
        page.rerender(<NamedRoom name="b" url={url} />);
        await accept(fake);
        expect(fake.server.connections.map(({ received }) => received)).toEqual([['join a'], ['join b']]);
      });

      it('has the request that is made in its commit', async () => {
        const answers: unknown[] = [];
        const options = { request: TEXT_REQUESTS };
        fake.server.answer(accepting);
        const page = await enterOpen({ url: A, options });
        page.rerender(<Room url={B} options={options} child={{ effect: ask(answers) }} />);
        await accept(fake);
        await elapse(SLOW);
        expect([answers, lineTo(stage, A).received.length]).toEqual([['won'], 0]);
      });

      it('is left by a disconnect() in its commit', async () => {
        const page = await enterOpen({ url: A });
        page.rerender(<Room url={B} child={{ effect: (socket) => socket.disconnect() }} />);
        await elapse(SLOW);
        fake.server.acceptAll();
        await elapse(60_000);
        expect(openLines(stage)).toEqual([]);
      });

      it('hears nothing that the last one said between its layout effects and its effects', async () => {
        const heard: string[] = [];
        const page = await enterOpen({ url: A });
        const onMessage = (message: string) => void heard.push(message);
        const layout = () => lineTo(stage, A).say('news of a');
        page.rerender(<Room url={B} options={{ onMessage }} own={{ layout }} />);
        await elapse(SLOW);
        expect(heard).toEqual([]);
      });

      it('has handlers of its own in useSocketMessage', async () => {
        const heard: string[] = [];
        const onLayout = (url: string) => url === B && lineTo(stage, A).say('news of a');
        const page = render(<ListeningRoom url={A} heard={heard} onLayout={onLayout} />);
        await accept(fake);
        page.rerender(<ListeningRoom url={B} heard={heard} onLayout={onLayout} />);
        await elapse(SLOW);
        expect(heard).not.toContain('b heard news of a');
      });

      it('is told nothing of how the last line ended', async () => {
        const told: unknown[] = [];
        const page = await enterOpen({ url: A });
        page.rerender(
          <Room
            url={B}
            options={{
              onClose: ({ kind }) => told.push(kind),
              onStatusChange: (_status, previous) => told.push(`from ${previous}`),
            }}
          />,
        );
        await elapse(SLOW);
        expect(told).not.toContain('replaced');
        expect(told).not.toContain('from open');
      });

      it('is told nothing of what waited for the last one', async () => {
        const drops: unknown[] = [];
        const sent: string[] = [];
        const page = enter(null, { url: A, show: (socket) => void setTimeout(() => sent.push(socket.send('for a'))) });
        await elapse(1);
        expect(sent).toEqual(['queued']);
        page.rerender(<Room url={B} options={{ onDrop: (...drop) => drops.push(drop) }} />);
        await elapse(SLOW);
        expect(drops).toEqual([]);
      });

      it('shows nothing of an open line in its first render', async () => {
        const shown: unknown[] = [];
        const page = await enterOpen({ url: A });
        fake.server.say('news of a');
        await elapse(SLOW);
        const show = ({ status, lastMessage }: TextSocket) => void shown.push([status, lastMessage]);
        page.rerender(<Room url={B} show={show} />);
        expect(shown[0]).toEqual(['connecting', null]);
      });

      it('shows nothing of a line that was lost in its first render', async () => {
        const shown: unknown[] = [];
        const page = await enterOpen({ url: A });
        lineTo(stage, A).close(1001);
        await elapse(SLOW);
        const show = ({ status, attempt, retryAt, cause, readyState }: TextSocket) =>
          void shown.push([status, attempt, retryAt, cause, readyState]);
        page.rerender(<Room url={B} show={show} />);
        expect(shown[0]).toEqual(['connecting', 0, null, null, 0]);
      });

      it('shows no round trip of the last one in its first render', async () => {
        const shown: unknown[] = [];
        const page = await enterOpen({ url: A, options: { heartbeat: {} } });
        await elapse(60_000);
        const show = ({ rtt }: TextSocket) => void shown.push(rtt);
        page.rerender(<Room url={A} show={show} />);
        expect(shown).toEqual([expect.any(Number)]);
        page.rerender(<Room url={B} show={show} />);
        expect(shown[1]).toBe(null);
      });

      it('shows no pending messages of the last one in its first render', async () => {
        const shown: unknown[] = [];
        let send = (_text: string): string => 'not mounted';
        const show = (socket: TextSocket) => {
          send = socket.send;
          shown.push(socket.pending);
        };
        const page = enter(null, { url: A, show });
        await elapse(SLOW);
        act(() => void send('for a'));
        shown.length = 0;
        page.rerender(<Room url={B} show={show} />);
        expect(shown[0]).toBe(0);
      });

      it('shows that it is closed when it goes nowhere, and that it connects when it goes on', async () => {
        const page = render(<Shown url={A} />);
        await accept(fake);
        page.rerender(<Shown url={null} />);
        expect(page.container.textContent).toBe('closed');
        page.rerender(<Shown url={A} />);
        expect(page.container.textContent).toBe('connecting');
        await accept(fake);
        expect(page.container.textContent).toBe('open');
      });

      it('hears goodbye on the line that is left', async () => {
        const page = render(<PoliteRoom url={A} />);
        await accept(fake);
        page.rerender(<PoliteRoom url={B} />);
        await accept(fake);
        expect([lineTo(stage, A).received, lineTo(stage, B).received]).toEqual([['leave'], []]);
      });

      it("does not go by the last server's clock in its commit", async () => {
        const ahead = 3_600_000;
        const heartbeat = { isPong: (raw: unknown) => /^\d+$/.test(String(raw)), serverTime: Number };
        fake.server.answer((frame) => (frame === 'ping' ? `${Date.now() + ahead}` : undefined));
        let off = -1;
        const page = await enterOpen({ url: A, options: { heartbeat } });
        await elapse(SLOW);
        const effect = (socket: TextSocket) => {
          off = socket.serverNow() - Date.now();
        };
        page.rerender(<Room url={B} options={{ heartbeat }} child={{ effect }} />);
        expect(off).toBe(0);
      });

      it('has a send of its own: one that was kept is never taken for it', async () => {
        const scene = { send: (_text: string) => 'not mounted' };
        const give = (send: Send) => void Object.assign(scene, { send });
        const page = render(<Bidder url={A} use={useOwn} give={give} />);
        await accept(fake);
        page.rerender(<Bidder url={B} use={useOwn} give={give} />);
        await accept(fake);
        expect([scene.send('bid for a'), lineTo(stage, B).received]).toEqual(['dropped', []]);
      });

      it('never leaves a kept send with the line that lingers, when it is shared', async () => {
        const scene = { send: (_text: string) => 'not mounted' };
        const give = (send: Send) => void Object.assign(scene, { send });
        const page = render(<Bidder url={`${A}/kept`} use={useOneForAll} give={give} />);
        await accept(fake);
        page.rerender(<Bidder url={`${B}/kept`} use={useOneForAll} give={give} />);
        await accept(fake);
        const answer = scene.send('bid for a');
        const { received } = lineTo(stage, `${A}/kept`);
        page.unmount();
        await elapse(1_000);
        expect([answer, received]).toEqual(['dropped', []]);
      });
    });

    describe('a slow page', () => {
      afterEach(() => {
        Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
      });

      it.each([
        ['setState', (update: () => void) => update()],
        ['startTransition', startTransition],
      ] as const)('hears nothing of the last room while it yields after a %s', async (_name, by) => {
        // React's own scheduler, on real time: after a slow render its effects are a later task.
        vi.useRealTimers();
        fake.reset({ platform: stage.platform, act: (event) => event() });
        Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });
        fake.server.acceptAll();
        const heard: string[] = [];
        const scene = { move: (_url: string) => {}, isOver: false };
        const root = createRoot(document.createElement('div'));
        root.render(
          <SlowRoom
            heard={heard}
            give={(move) => void Object.assign(scene, { move })}
            onLayout={(url) => url === B && queueMicrotask(() => lineTo(stage, A).say('news of a'))}
            onEffect={(url) => void Object.assign(scene, { isOver: url === B })}
          />,
        );
        await vi.waitFor(() => expect(openLines(stage)).toHaveLength(1));
        by(() => scene.move(B));
        await vi.waitFor(() => expect(scene.isOver).toBe(true));
        root.unmount();
        await vi.waitFor(() => expect(openLines(stage)).toEqual([]));
        vi.useFakeTimers();
        expect(heard).not.toContain('b heard news of a');
      });
    });

    describe('useSocketReducer', () => {
      function mountLot(resync?: LotProps['resync']) {
        const shown: string[] = [];
        let say = (_message: string) => {};
        const show: LotProps['show'] = (text, dispatch) => {
          shown.push(text);
          say = dispatch;
        };
        const page = render(<Lot url={A} resync={resync} show={show} />);
        return {
          /** What was shown of a lot, without repetitions. */
          shownOf: (lot: string) => [...new Set(shown.filter((text) => text.startsWith(lot)))],
          dispatch: (message: string) => act(() => say(message)),
          move: () => page.rerender(<Lot url={B} resync={resync} show={show} />),
        };
      }

      it('begins anew with another lot', async () => {
        const lot = mountLot();
        await accept(fake);
        fake.server.say('7 100');
        await elapse(SLOW);
        lot.move();
        await accept(fake);
        fake.server.say('3 20');
        await elapse(SLOW);
        expect(lot.shownOf('b')).toEqual(['b none', 'b 20']);
      });

      it('asks for the state of another lot from its beginning', async () => {
        const asked: unknown[] = [];
        const lot = mountLot(async (since, url) => {
          asked.push([url.at(-1), since]);
          return url === A ? { seq: 7, text: '100' } : { seq: 2, text: '10' };
        });
        await accept(fake);
        await elapse(SLOW);
        lot.move();
        await accept(fake);
        await elapse(SLOW);
        expect(asked).toEqual([
          ['a', 0],
          ['b', 0],
        ]);
        expect(lot.shownOf('b')).toEqual(['b none', 'b 10']);
      });

      it('keeps a dispatch of the last lot out of the next one', async () => {
        const lot = mountLot();
        await accept(fake);
        lot.dispatch('9 mine');
        lot.move();
        expect(lot.shownOf('b')).toEqual(['b none']);
      });
    });

    describe('a page that was rendered on a server', () => {
      function createPatience() {
        let finish = () => {};
        const over = new Promise<void>((resolve) => {
          finish = resolve;
        });
        const patience: Patience = { isOver: false, over };
        async function end() {
          patience.isOver = true;
          await act(async () => finish());
          await elapse(SLOW);
        }
        return { patience, end };
      }

      /** Hydrates html that a server made of the page, and gives what React had to mend. */
      function hydrate(html: string, page: ReactNode) {
        const mended: string[] = [];
        const container = document.createElement('div');
        container.innerHTML = html;
        const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
        render(page, { container, hydrate: true, onRecoverableError: (error) => mended.push(String(error)) });
        return { mended, container, complaints };
      }

      const html = (page: ReactNode) => {
        const complaints = vi.spyOn(console, 'error').mockImplementation(() => {});
        const made = renderToString(page);
        complaints.mockRestore();
        return made;
      };

      afterEach(() => {
        vi.restoreAllMocks();
      });

      it.each([
        ['useSocketSnapshot', (socket: TextSocket) => useSocketSnapshot(socket, ({ status }) => status)],
        ['useFreshness', (socket: TextSocket) => useFreshness(socket)],
        ['lastMessage', (socket: TextSocket) => useSocketSnapshot(socket, ({ lastMessage }) => lastMessage ?? 'none')],
      ] as const)('hydrates a part that comes after open: %s', async (_name, useText) => {
        const { patience, end } = createPatience();
        const { mended, complaints } = hydrate(
          html(<LatePage patience={null} useText={useText} />),
          <LatePage patience={patience} useText={useText} />,
        );
        await accept(fake);
        fake.server.say('news');
        await elapse(SLOW);
        await end();
        expect([mended, complaints.mock.calls]).toEqual([[], []]);
      });

      it('hydrates a part that shares a socket which is open by then', async () => {
        const { patience, end } = createPatience();
        const url = `${A}/hydrated`;
        const { mended, complaints } = hydrate(
          html(<LateSharedPage patience={null} url={url} />),
          <LateSharedPage patience={patience} url={url} />,
        );
        await accept(fake);
        await end();
        cleanup();
        await elapse(1_000);
        expect([mended, complaints.mock.calls]).toEqual([[], []]);
      });

      it('hydrates a clock in html that is two seconds old', async () => {
        const old = html(<ServerTime />);
        vi.setSystemTime(Date.now() + 2_000);
        const { mended, complaints } = hydrate(old, <ServerTime />);
        expect([mended, complaints.mock.calls]).toEqual([[], []]);
      });
    });

    describe('an invalid option', () => {
      it('that stays invalid is told once, not on each render', () => {
        const errors: string[] = [];
        const onError = ({ code }: { code: string }) => void errors.push(code);
        const page = enter(null, { url: A, options: { onError } });
        const invalid = () => ({ onError, reconnect: { minDelay: 2_000, maxDelay: 1_000 } });
        for (let render = 0; render < 3; render += 1) page.rerender(<Room url={A} options={invalid()} />);
        expect(errors).toEqual(['invalid-option']);
      });

      it('that is mended, and comes again, is told again, and once', () => {
        const errors: string[] = [];
        const onError = ({ code }: { code: string }) => void errors.push(code);
        const page = enter(null, { url: A, options: { onError } });
        const show = (connectTimeout: number) => page.rerender(<Room url={A} options={{ onError, connectTimeout }} />);
        for (const connectTimeout of [-1, -1, 5_000, -1, -1]) show(connectTimeout);
        expect(errors).toEqual(['invalid-option', 'invalid-option']);
      });
    });
  });
}
