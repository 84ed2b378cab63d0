import { textOf } from '../errors';
import type { Connection, ConnectionEvent, ConnectionRequest, Transport } from '../ports/ports';
import type { SocketUrl } from '../socket/options';

const SCHEME = /^wss?:\/\/./i;

/**
 * Asks for the url and opens a connection to it. What goes wrong on the way is a `lost` event like any other, and a url
 * that arrives after `close` is ignored.
 */
export function openAttempt(
  transport: Transport,
  url: SocketUrl,
  request: Omit<ConnectionRequest, 'url'>,
  emit: (event: ConnectionEvent) => void,
): Connection {
  let connection: Connection | null = null;
  let closed = false;

  function open(address: unknown): void {
    if (closed) return;
    if (typeof address === 'string' && SCHEME.test(address)) {
      connection = transport.open({ ...request, url: address }, emit);
      return;
    }
    const kind = typeof url === 'function' ? 'url-failed' : 'invalid-url';
    // Not even a wrong url may carry its query into a message: tokens live there.
    const got = typeof address === 'string' ? `"${address.replace(/[?#].*/s, '')}"` : typeof address;
    emit({ type: 'lost', loss: { kind, message: `expected a url that begins with ws:// or wss://, got ${got}` } });
  }

  function failed(thrown: unknown): void {
    emit({ type: 'lost', loss: { kind: 'url-failed', message: `the url function failed: ${textOf(thrown)}` } });
  }

  if (typeof url === 'function') {
    try {
      const answer: unknown = url();
      // A string connects in this very call; only a promise makes it wait.
      if (isThenable(answer)) answer.then(open, failed);
      else open(answer);
    } catch (thrown) {
      failed(thrown);
    }
  } else {
    open(url);
  }

  return {
    send(frame, onFail) {
      if (connection) connection.send(frame, onFail);
      else onFail('nothing is open');
    },
    close(code, reason) {
      closed = true;
      connection?.close(code, reason);
    },
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as PromiseLike<unknown>).then === 'function';
}
