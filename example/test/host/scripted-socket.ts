import type { ConnectOutcome } from './knobs';
import type { NativeSocket, SocketEvents } from './native-socket';

const CONNECTING = 0;
const CLOSED = 3;
const MESSAGE = 'exception onOpen fail code:20, msg:Invalid HTTP status.';

/** A socket that never was: it plays its outcome, reaches no server and holds no slot. */
export function createScriptedSocket(
  outcome: ConnectOutcome,
  events: Pick<SocketEvents, 'error' | 'close'>,
): NativeSocket {
  const hasError = outcome === 'error' || outcome === 'both' || (typeof outcome === 'object' && 'error' in outcome);
  const hasClose = outcome === 'close' || outcome === 'both';
  const message = typeof outcome === 'object' && 'error' in outcome ? outcome.error : MESSAGE;

  if (hasError) events.error(message);
  if (hasClose) events.close(1006, 'abnormal closure', 'task');

  return {
    readyState: outcome === 'accepted' || outcome === 'silence' ? CONNECTING : CLOSED,
    isReleased: true,
    send: () => 'WebSocket is not connected',
    close: () => 'WebSocket is not connected',
    cut() {},
    drop() {},
    kill() {},
    destroy() {},
  };
}
