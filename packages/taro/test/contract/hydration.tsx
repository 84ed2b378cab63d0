import { act } from '@testing-library/react';
import { type ReactElement, Suspense } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type SocketSource,
  useFreshness,
  useHeartbeatSocket,
  useRetryIn,
  useServerNow,
  useSocketSnapshot,
} from '../../src';
import { accept, elapse, type Stage, URL } from './stage';

type Source = { socket: SocketSource<string, string | ArrayBuffer> };

const OPTIONS = { heartbeat: false, reconnect: { delay: () => 5_000 } } as const;

const Time = ({ socket }: Source) => <i>{useServerNow(socket)}</i>;
const Status = ({ socket }: Source) => <i>{useSocketSnapshot(socket, ({ status }) => status)}</i>;
const Trust = ({ socket }: Source) => <i>{useFreshness(socket)}</i>;
const Retry = ({ socket }: Source) => <i>{String(useRetryIn(socket))}</i>;

/** Whether the code of the boundary has arrived; it throws that promise until then. */
let isReady = true;
let wake = () => {};
let code: Promise<void>;

function Late({ children }: { children: ReactElement }) {
  if (!isReady) throw code;
  return children;
}

const Clock = () => <Time socket={useHeartbeatSocket(URL, OPTIONS)} />;

function Page({ Part }: { Part: (source: Source) => ReactElement }) {
  const socket = useHeartbeatSocket(URL, OPTIONS);
  return (
    <Suspense fallback="loading">
      <Late>
        <Part socket={socket} />
      </Late>
    </Suspense>
  );
}

/** Html of a server that comes to life in a page: the first render there has to be the one of the server. */
export function describeHydration(stage: Stage): void {
  const { fake } = stage;

  describe('hydration', () => {
    let root: Root | undefined;
    let complaints: string[];
    let container: HTMLElement;

    beforeEach(() => {
      complaints = [];
      vi.spyOn(console, 'error').mockImplementation((...args) => void complaints.push(args.map(String).join(' ')));
      container = document.createElement('div');
    });
    afterEach(async () => {
      vi.mocked(console.error).mockRestore();
      await act(() => root?.unmount());
      root = undefined;
    });

    /** What a server makes of the page. It has no document, for which React warns of layout effects here. */
    function serve(page: ReactElement): void {
      container.innerHTML = renderToString(page);
      complaints = [];
    }

    /** The page as the server made it `age` ms ago. */
    async function hydrate(page: ReactElement, age: number): Promise<void> {
      serve(page);
      vi.setSystemTime(Date.now() + age);
      await act(() => {
        root = hydrateRoot(container, page, {
          onRecoverableError: (error) => void complaints.push(String(error)),
        });
      });
    }

    it.each([2_000, 1, 3_600_000])('useServerNow hydrates html that is %s ms old', async (age) => {
      vi.setSystemTime(1_000_999);
      await hydrate(<Clock />, age);
      expect(complaints.join('\n')).toBe('');
      expect(Number(container.textContent)).toBe(Math.floor(Date.now() / 1_000) * 1_000);
    });

    describe('a Suspense boundary that hydrates after the page', () => {
      /** Hydrates the page, lets something happen to its socket, and then hydrates the boundary. */
      async function hydrateLate(Part: (source: Source) => ReactElement, meanwhile: () => Promise<void>) {
        isReady = true;
        code = new Promise((resolve) => {
          wake = resolve;
        });
        serve(<Page Part={Part} />);
        isReady = false;
        await act(() => {
          root = hydrateRoot(container, <Page Part={Part} />, {
            onRecoverableError: (error) => void complaints.push(String(error)),
          });
        });
        await meanwhile();
        isReady = true;
        await act(async () => wake());
        await elapse(50);
      }

      const open = () => accept(fake);
      async function lost(): Promise<void> {
        await accept(fake);
        fake.server.close(1001);
        await elapse();
      }

      it.each([
        ['useSocketSnapshot', Status, open, 'open'],
        ['useFreshness', Trust, open, 'live'],
        ['useRetryIn', Retry, lost, '5'],
        ['useServerNow', Time, () => elapse(2_000), '1002000'],
      ] as const)('%s shows what the server showed first, and then what is', async (_hook, Part, meanwhile, shown) => {
        await hydrateLate(Part, meanwhile);
        expect(complaints.join('\n')).toBe('');
        expect(container.textContent).toBe(shown);
      });
    });
  });
}
