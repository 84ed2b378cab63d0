import type { Quirks } from './quirks';

/**
 * What holds where nothing else is known: Taro's `SocketTask` as documented. Also all there is, without a promise, for
 * Taro's other platforms (tt, qq, jd, swan …).
 */
export const commonQuirks: Quirks = {
  // No `fail` and no `complete`: on H5 they turn the rejection into a resolution (taro-h5 4.2, utils/handler).
  connect: (connect, { url, protocols, header, connectOptions }) =>
    connect({ ...connectOptions, url, ...(protocols && { protocols: [...protocols] }), ...(header && { header }) }),
  listen(task, { opened, message, failed, closed }) {
    task.onOpen((event) => opened(protocolOf(event)));
    task.onMessage((event) => message((event as { data?: unknown } | undefined)?.data));
    task.onError(failed);
    task.onClose((event) => {
      const { code, reason } = (event ?? {}) as { code?: unknown; reason?: unknown };
      closed(typeof code === 'number' ? code : null, typeof reason === 'string' ? reason : '');
    });
  },
  payload: (frame) => ({ data: frame }),
  close: (task, code, reason, fail) => task.close({ code, reason, fail }),
  kindOf: () => undefined,
  background: 'pause',
  // A render of a mini-program crosses to another thread, as data.
  flushInterval: 50,
  sendsHeader: true,
  isOnline: () => undefined,
  onNetworkChange: () => () => {},
  isVisible: () => true,
};

/** WeChat's `onOpen` tells the response headers (WeChat docs, `SocketTask.onOpen`); elsewhere they may be missing. */
function protocolOf(event: unknown): string | undefined {
  const header = (event as { header?: unknown } | undefined)?.header;
  if (typeof header !== 'object' || header === null) return undefined;
  const name = Object.keys(header).find((each) => each.toLowerCase() === 'sec-websocket-protocol');
  const value: unknown = name && (header as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}

/** The common behaviour with a platform's differences. Called as pure, so that other platforms' builds leave it out. */
export function common(differences: Partial<Quirks>): Quirks {
  return { ...commonQuirks, ...differences };
}
