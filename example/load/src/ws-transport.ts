import { CloseCode, type Loss, type Transport } from '@heartbeat-socket/core';
import { WebSocket } from 'ws';

/** A transport on the package `ws`, for sockets in Node. */
export const wsTransport: Transport = {
  open({ url, protocols, header }, emit) {
    let wasOpen = false;
    let socket: WebSocket;
    try {
      socket = new WebSocket(url, protocols ? [...protocols] : [], { ...(header ? { headers: header } : {}) });
    } catch (error) {
      emit({ type: 'lost', loss: { kind: 'connect-failed', message: (error as Error).message } });
      return { send: (_frame, onFail) => onFail({ kind: 'network', message: 'nothing is open' }), close: () => {} };
    }
    socket.binaryType = 'arraybuffer';
    socket.on('open', () => {
      wasOpen = true;
      emit({ type: 'opened' });
    });
    socket.on('message', (data, isBinary) => emit({ type: 'message', data: isBinary ? data : data.toString() }));
    socket.on('error', ({ message }) =>
      emit({ type: 'lost', loss: { kind: wasOpen ? 'network' : 'connect-failed', message } }),
    );
    socket.on('close', (code, reason) => emit({ type: 'lost', loss: lossOf(code, reason.toString(), wasOpen) }));

    return {
      send: (frame, onFail) =>
        socket.send(frame, (error) => error && onFail({ kind: 'network', message: error.message })),
      // One that still connects is cut off: `ws` then tells an error, which nobody hears any more.
      close: (code, reason) => (socket.readyState === WebSocket.OPEN ? socket.close(code, reason) : socket.terminate()),
    };
  },
};

function lossOf(code: number, reason: string, wasOpen: boolean): Loss {
  const isBroken = code === CloseCode.AbnormalClosure;
  const kind = !wasOpen ? 'connect-failed' : isBroken ? 'network' : 'server';
  return { kind, code, reason, message: `closed with code ${code}${reason && `: ${reason}`}` };
}
