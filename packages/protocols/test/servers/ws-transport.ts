import { CloseCode, type Loss, type Transport } from '@heartbeat-socket/core';
import { WebSocket } from 'ws';

/** A transport on the package `ws`. */
export const wsTransport: Transport = {
  open({ url, protocols, header = {} }, emit) {
    const socket = new WebSocket(url, protocols ? [...protocols] : [], { headers: { ...header } });
    let wasOpen = false;
    socket.binaryType = 'arraybuffer';
    socket.on('open', () => {
      wasOpen = true;
      emit({ type: 'opened' });
    });
    socket.on('message', (data, isBinary) => emit({ type: 'message', data: isBinary ? data : String(data) }));
    // A close follows each error.
    socket.on('error', () => {});
    socket.on('close', (code, reason) => emit({ type: 'lost', loss: lossOf(code, String(reason), wasOpen) }));
    return {
      send: (frame, onFail) =>
        socket.send(frame, (error) => error && onFail({ kind: 'network', message: error.message })),
      close: (code, reason) => (wasOpen ? socket.close(code, reason) : socket.terminate()),
    };
  },
};

function lossOf(code: number, reason: string, wasOpen: boolean): Loss {
  const kind = !wasOpen ? 'connect-failed' : code === CloseCode.AbnormalClosure ? 'network' : 'server';
  return { kind, code: wasOpen ? code : null, reason, message: `closed with code ${code}` };
}
