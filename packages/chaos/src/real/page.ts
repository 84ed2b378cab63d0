import {
  type Ask,
  type HeartbeatSocketOptions,
  type Requests,
  requests,
  type UseHeartbeatSocketResult,
  useHeartbeatSocket,
} from '@heartbeat-socket/taro';
import { createElement, StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { matchAnswer } from '../stage/match-answer';

/** A page with a socket, and what it was told. */
export interface RealPage {
  readonly socket: Result | null;
  /** Messages since it was mounted. */
  readonly heard: readonly string[];
  readonly dropped: readonly string[];
  /** It was told of something after it had gone. */
  readonly faults: readonly string[];
  mount(): void;
  unmount(): void;
  /** Renders with another url. */
  newUrl(): void;
}

type Result = UseHeartbeatSocketResult<string, string | ArrayBuffer, Ask<string | ArrayBuffer>>;
type Options = HeartbeatSocketOptions<string, string | ArrayBuffer> & {
  readonly codec?: undefined;
  readonly protocol?: undefined;
  readonly request: Requests<string, string | ArrayBuffer>;
};

interface PageProps {
  readonly url: string;
  readonly options: Options;
  rendered(result: Result): void;
}

function Page({ url, options, rendered }: PageProps) {
  const result = useHeartbeatSocket(url, options);
  rendered(result);
  return result.status;
}

/** Short, so that much happens; long beside what a busy machine takes. */
const OPTIONS: Options = {
  heartbeat: { interval: 200, pongTimeout: 300 },
  connectTimeout: 600,
  reconnect: { minDelay: 20, maxDelay: 200 },
  outbox: { limit: 1_000, ttl: 60_000 },
  request: requests({ tag: (data, id) => `${data}#${id}`, match: matchAnswer }),
};

/** Makes a page that is not mounted yet. */
export function createRealPage(url: string, isStrict: boolean): RealPage {
  const root = createRoot(document.createElement('div'));
  const dropped: string[] = [];
  const faults: string[] = [];
  let heard: string[] = [];
  let socket: RealPage['socket'] = null;
  let isMounted = false;
  let mounts = 0;
  let path = 0;

  const tell = (what: string) => {
    if (!isMounted) faults.push(`the page was told of ${what} after it had gone`);
  };

  const options: Options = {
    ...OPTIONS,
    onOpen: () => tell('open'),
    onClose: () => tell('close'),
    onMessage(message) {
      tell(message);
      heard.push(message);
    },
    onDrop(data) {
      tell(`drop ${data}`);
      dropped.push(String(data));
    },
  };

  const rendered = (result: Result) => {
    socket = result;
  };

  function render(): void {
    const page = isMounted && createElement(Page, { key: mounts, url: `${url}/?lot=${path}`, options, rendered });
    flushSync(() => root.render(isStrict ? createElement(StrictMode, null, page) : page));
  }

  return {
    get socket() {
      return socket;
    },
    get heard() {
      return heard;
    },
    dropped,
    faults,
    mount() {
      isMounted = true;
      mounts += 1;
      heard = [];
      render();
    },
    unmount() {
      isMounted = false;
      render();
    },
    newUrl() {
      path += 1;
      render();
    },
  };
}
