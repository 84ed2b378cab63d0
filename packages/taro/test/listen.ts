import type { Quirks, SocketTask } from '../src/platform/quirks/quirks';

/** A task that a quirk listens to: fires raw events of the platform, and keeps what the quirk made of them. */
export function listen(quirks: Quirks, rest: Partial<SocketTask> & { ws?: unknown } = {}) {
  const listeners = new Map<string, (event: unknown) => void>();
  const on = (name: string) => (listener: (event: unknown) => void) => void listeners.set(name, listener);
  const task: SocketTask = {
    onOpen: on('open'),
    onMessage: on('message'),
    onError: on('error'),
    onClose: on('close'),
    send: () => {},
    close: () => {},
    ...rest,
  };
  const heard: unknown[][] = [];
  quirks.listen(task, {
    opened: (protocol) => heard.push(protocol === undefined ? ['opened'] : ['opened', protocol]),
    message: (payload) => heard.push(['message', payload]),
    failed: (failure) => heard.push(['failed', failure]),
    closed: (code, reason) => heard.push(['closed', code, reason]),
  });
  return { task, heard, fire: (name: string, event?: unknown) => listeners.get(name)?.(event) };
}
