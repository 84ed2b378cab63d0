import { textOf } from '../errors';
import { type Cancel, noop } from '../ports/clock';
import type { Connection, ConnectionEvent, ConnectionRequest, Frame } from '../ports/ports';
import { isThenable } from '../ports/thenable';
import type { Lifetime } from '../ports/turns';
import type { SocketContext } from '../socket/context';
import type { Address, SocketUrl, UrlInfo } from '../socket/options';
import type { Loss } from './close-cause';
import { safeText, safeUrl } from './safe-text';

// Bundlers replace the whole of `process.env.NODE_ENV`, and give no `process`: nothing else of it may be read.
declare const process: { readonly env: { readonly NODE_ENV?: string } };

const SCHEME = /^wss?:\/\/./i;

/** The sockets, by their ports, whose developer has been told of a wrong url. */
const told = /* @__PURE__ */ new WeakSet<object>();

/** One attempt, and the connection that may come of it: asked for, opened, sent on, and given up. */
export interface Attempt extends Lifetime {
  /**
   * Hands a frame to the platform. What the platform refuses at once is returned; what it fails later is told to
   * `onFail`, also after the attempt is over.
   */
  send(frame: Frame, onFail: (loss: Loss) => void): Loss | undefined;
  /** A timer that ends with the attempt. */
  after(delay: number, task: () => void): Cancel;
  /** Closes it for good, also when it has not arrived yet. */
  end(code: number, reason: string): void;
}

/** What comes of an attempt; `nowhere`: the url function said that there is nothing to connect to. */
export type AttemptEvent = ConnectionEvent | { readonly type: 'nowhere' };

/** What an attempt asks the platform for, beside the url; the url function has the last word. */
export type AttemptRequest = Omit<ConnectionRequest, 'url'>;

/**
 * Makes an attempt, which asks for the url and opens a connection to it. What goes wrong on the way is a `lost` event like
 * any other. `heard` is told of each event; each is a turn of its own, and none comes after the end.
 */
export function createAttempt(
  url: SocketUrl,
  info: UrlInfo,
  request: AttemptRequest,
  { ports, turns, trace, report }: SocketContext,
  heard: (event: AttemptEvent) => void,
): Attempt & { begin(): void } {
  const cancels = new Set<Cancel>();
  let connection: Connection | null = null;
  let isOver = false;

  const lost = (loss: Loss): void => hear({ type: 'lost', loss });

  function hear(event: AttemptEvent): void {
    turns.enter(heard, attempt, event);
  }

  function open(address: unknown): void {
    const isFull = typeof address === 'object' && address !== null;
    const {
      url: to,
      protocols = request.protocols,
      header = request.header,
    } = (isFull ? address : { url: address }) as Exclude<Address, string | null>;
    if (typeof to === 'string' && SCHEME.test(to)) {
      trace({ type: 'attempt', url: safeUrl(to) });
      try {
        connection = ports.transport.open({ ...request, protocols, header, url: to }, hear);
      } catch (thrown) {
        portFailed('transport.open', thrown);
        lost({ kind: 'connect-failed', message: textOf(thrown) });
      }
      return;
    }
    if (address === null) return hear({ type: 'nowhere' });
    const kind = typeof url === 'function' ? 'url-failed' : 'invalid-url';
    const got = typeof to === 'string' ? `"${safeUrl(to)}"` : typeof to;
    const message = `expected a url that begins with ws:// or wss://, got ${got}`;
    if (process.env.NODE_ENV !== 'production' && !told.has(ports)) {
      told.add(ports);
      const meant = typeof to === 'string' && /^http(?=s?:)/i.test(to) ? to.replace(/^http/i, 'ws') : null;
      ports.warn(safeText(meant ? `${message}: did you mean "${meant}"?` : message));
    }
    lost({ kind, message });
  }

  function portFailed(port: string, thrown: unknown): void {
    report('port', `${port} threw: ${textOf(thrown)}`, thrown);
  }

  function failed(thrown: unknown): void {
    lost({ kind: 'url-failed', message: `the url function failed: ${textOf(thrown)}` });
  }

  const attempt: Attempt & { begin(): void } = {
    get isOver() {
      return isOver;
    },
    begin() {
      if (typeof url !== 'function') return open(url);
      try {
        const answer: unknown = url(info);
        // A string connects in this very call; only a promise makes it wait. Whoever wrote it may settle it twice.
        if (isThenable(answer)) Promise.resolve(answer).then((address) => turns.enter(open, attempt, address), failed);
        else open(answer);
      } catch (thrown) {
        failed(thrown);
      }
    },
    send(frame, onFail) {
      if (!connection) return { kind: 'network', message: 'nothing is open' };
      let refused: Loss | undefined;
      let isSending = true;
      try {
        connection.send(frame, (loss) => {
          if (isSending) refused = loss;
          else turns.enter(() => onFail(loss));
        });
      } catch (thrown) {
        portFailed('connection.send', thrown);
        refused = { kind: 'network', message: textOf(thrown) };
      }
      isSending = false;
      return refused;
    },
    after(delay, task) {
      const timed = () => {
        cancels.delete(cancel);
        task();
      };
      const cancel = turns.after(delay, timed, attempt);
      cancels.add(cancel);
      return () => {
        cancels.delete(cancel);
        cancel();
      };
    },
    end(code, reason) {
      if (isOver) return;
      isOver = true;
      for (const cancel of cancels) cancel();
      try {
        connection?.close(code, reason);
      } catch (thrown) {
        portFailed('connection.close', thrown);
      }
    },
  };
  return attempt;
}

/** An attempt that is over: nothing can be sent on it. */
export const NO_ATTEMPT: Attempt = {
  isOver: true,
  send: () => ({ kind: 'network', message: 'nothing is open' }),
  after: () => noop,
  end: noop,
};
