import { safeUrl, textOf } from '@heartbeat-socket/core';
import { common, commonQuirks } from './common';
import type { SocketTask } from './quirks';

/** Taro's H5 task shows the browser's socket underneath. A mock may not. */
type H5Task = SocketTask & { readonly ws?: WebSocket };

/**
 * H5 (@tarojs/taro-h5 4.2, api/network/websocket). The browser's own socket, `task.ws`, knows what Taro's task loses:
 * - `close({ code, reason })` closes without arguments, and any close by the server is told as 1006;
 * - one of five slots stays taken until `task.close()`, or until a close event with `onClose` registered;
 * - binary frames come as Blobs.
 * A browser's error event has a type, and no word of what went wrong (WHATWG WebSockets, "feedback from the protocol").
 * `header` is ignored: browsers send none. `onNetworkStatusChange` is silent where `navigator.connection` is missing.
 */
export const h5Quirks = /* @__PURE__ */ common({
  connect: (connect, { url, protocols, connectOptions }) =>
    connect({ ...connectOptions, url, ...(protocols && { protocols: [...protocols] }) }),
  listen(task: H5Task, listeners) {
    const { ws } = task;
    if (!ws) return commonQuirks.listen(task, listeners);
    ws.binaryType = 'arraybuffer';
    let outcome = 'could not be opened';
    commonQuirks.listen(task, {
      ...listeners,
      opened() {
        outcome = 'broke';
        listeners.opened(ws.protocol);
      },
      failed(failure) {
        const isMute = textOf(failure) === 'error';
        // Clients over a TaroWebSocket are given it as it is, and log it.
        const message = `the connection to ${safeUrl(ws.url)} ${outcome}; browsers do not say why`;
        listeners.failed(isMute ? { message } : failure);
      },
      closed() {},
    });
    ws.addEventListener('close', ({ code, reason }) => listeners.closed(code, reason));
  },
  close(task: H5Task, code, reason) {
    // The first call wins, so this code reaches the wire; Taro's, which frees the slot, then finds it closing.
    task.ws?.close(code, reason);
    return task.close({ code, reason });
  },
  background: 'keep',
  flushInterval: 16,
  sendsHeader: false,
  isOnline: () => (typeof navigator === 'undefined' ? undefined : navigator.onLine),
  onNetworkChange(listener) {
    if (typeof window === 'undefined') return () => {};
    const online = () => listener(true);
    const offline = () => listener(false);
    window.addEventListener('online', online);
    window.addEventListener('offline', offline);
    return () => {
      window.removeEventListener('online', online);
      window.removeEventListener('offline', offline);
    };
  },
  isVisible: () => typeof document === 'undefined' || document.visibilityState !== 'hidden',
});
