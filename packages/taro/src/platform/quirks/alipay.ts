import { isArrayBuffer } from '@heartbeat-socket/core';
import { singleSocket } from './alipay-single-socket';
import { fromBase64, toBase64 } from './base64';
import { common } from './common';
import { isTask, type SocketTask } from './quirks';

const METHODS = ['onOpen', 'onMessage', 'onError', 'onClose', 'send', 'close'] as const;

/** Alipay's error numbers that mean "no socket left" and "this address is not allowed" (open docs, my.connectSocket). */
const SLOT_LIMIT: readonly unknown[] = [2, 3];
const FORBIDDEN: readonly unknown[] = [20];

/**
 * Alipay (@tarojs/plugin-platform-alipay 4.2, runtime). Taro puts six functions on the result of `connectSocket` that
 * talk to the app's one global socket, and copies them over the methods of a native task (NervJS/taro#13252). So we ask
 * for a native task, `multiple: true`, and take the six off the result in `success`, which Taro calls before it
 * copies. Where no native task comes, a base library before `multiple`, there is one socket for the whole app.
 *
 * `close` tells a reason at most (@mini-types/my 3.0); a code is read if it is there after all. Binary frames are base64 with `isBuffer`; payloads come flat or nested in `data`.
 */
export const alipayQuirks = /* @__PURE__ */ common({
  connect: (connect, { url, protocols, header, connectOptions }, isWanted) =>
    singleSocket.whenFree((attempt) => {
      const forwarders: Partial<SocketTask> = {};
      const answer = connect({
        ...connectOptions,
        url,
        ...(protocols && { protocols: [...protocols] }),
        ...(header && { header }),
        multiple: true,
        success(result: Partial<SocketTask> | undefined) {
          for (const name of METHODS) {
            if (typeof result?.[name] !== 'function') continue;
            Object.assign(forwarders, { [name]: result[name] });
            delete result[name];
          }
        },
      });
      return Promise.resolve(answer).then((task) =>
        !isTask(task) && isTask(forwarders) ? attempt.take(forwarders) : task,
      );
    }, isWanted),
  listen(task, listeners) {
    task.onOpen(() => listeners.opened());
    task.onMessage((event) => listeners.message(payloadOf(event)));
    task.onError((event) => listeners.failed(unwrap(event)));
    task.onClose((event) => {
      const { code, reason } = unwrap(event);
      listeners.closed(typeof code === 'number' ? code : null, String(reason ?? ''));
    });
  },
  payload: (frame) => (isArrayBuffer(frame) ? { data: toBase64(frame), isBuffer: true } : { data: frame }),
  kindOf(failure) {
    const { error } = (failure ?? {}) as { error?: unknown };
    if (SLOT_LIMIT.includes(error)) return 'slot-limit';
    return FORBIDDEN.includes(error) ? 'forbidden-domain' : undefined;
  },
});

/** The payload of an event: flat in the single socket's, nested in `data` in a native task's (@mini-types/my 3.0). */
function unwrap(event: unknown): Record<string, unknown> {
  const flat = (event ?? {}) as Record<string, unknown>;
  const { data } = flat;
  return typeof data === 'object' && data !== null && !isArrayBuffer(data) ? { ...flat, ...data } : flat;
}

function payloadOf(event: unknown): unknown {
  const { data, isBuffer } = unwrap(event);
  return isBuffer && typeof data === 'string' ? fromBase64(data) : data;
}
