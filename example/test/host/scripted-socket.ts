import type { ConnectOutcome, Refusal } from './connect-outcome';
import type { NativeSocket, SocketEvents } from './native-socket';

const CONNECTING = 0;
const CLOSED = 3;

/** A socket that never was: it plays its outcome, reaches no server and holds no slot. */
export function createScriptedSocket(
  outcome: ConnectOutcome,
  { error, close, code }: Refusal,
  events: Pick<SocketEvents, 'error' | 'close'>,
): NativeSocket {
  if (error !== undefined) events.error(error, code);
  if (close !== undefined) events.close(1006, close, 'task');

  return {
    readyState: outcome === 'accepted' || outcome === 'silence' ? CONNECTING : CLOSED,
    isReleased: true,
    send: () => 'WebSocket is not connected',
    close: () => 'WebSocket is not connected',
    receive() {},
    letGo() {},
    cut() {},
    drop() {},
    kill() {},
    destroy() {},
  };
}
