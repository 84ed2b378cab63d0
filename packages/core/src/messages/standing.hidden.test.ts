import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { elapse, QUIET, setUp } from '../../test/set-up';
import type { Connection } from '../ports/ports';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An open socket whose platform takes nothing while the app is hidden, and tells it at once. */
function setUpRefusing() {
  const received: unknown[] = [];
  let isRefusing = false;
  const connection: Connection = {
    send(frame, onFail) {
      if (isRefusing) onFail({ kind: 'interrupted', message: 'send:fail interrupted' });
      else received.push(frame);
    },
    close() {},
  };
  let open = () => {};
  const transport = {
    open(_request: unknown, emit: (event: { type: 'opened' }) => void) {
      open = () => emit({ type: 'opened' });
      return connection;
    },
  };
  const parts = setUp({ ...QUIET, ports: { transport } });
  parts.socket.connect();
  open();
  return {
    ...parts,
    received,
    hide(refuses = true) {
      isRefusing = refuses;
      parts.app.set(false);
    },
    show() {
      isRefusing = false;
      parts.app.set(true);
    },
  };
}

describe('a farewell that the platform refuses while the app is hidden', () => {
  it('is said when the app is shown again, on the same connection', () => {
    const { socket, received, hide, show, status } = setUpRefusing();
    const end = socket.standing('watch', 'unwatch');
    hide();
    end();
    expect(received).toEqual(['watch']);
    elapse(1_000);
    show();
    expect(status()).toBe('open');
    expect(received).toEqual(['watch', 'unwatch']);
  });

  it('is said also when something else was refused first', () => {
    const { socket, received, hide, show } = setUpRefusing();
    const end = socket.standing('watch', 'unwatch');
    hide();
    socket.send('bid');
    end();
    show();
    expect(received).toEqual(['watch', 'unwatch', 'bid']);
  });

  it('comes before what is said anew meanwhile', () => {
    const { socket, received, hide, show } = setUpRefusing();
    const end = socket.standing('watch', 'unwatch');
    hide();
    end();
    socket.standing('watch', 'unwatch');
    show();
    expect(received).toEqual(['watch', 'unwatch', 'watch']);
  });

  it('is not said on another connection', () => {
    const { socket, received, hide, show } = setUpRefusing();
    const end = socket.standing('watch', 'unwatch');
    hide();
    end();
    socket.disconnect();
    show();
    socket.connect();
    expect(received).toEqual(['watch']);
  });
});
