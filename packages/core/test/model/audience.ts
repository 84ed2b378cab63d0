import { createListener, type ListenerHost, type ResyncKind, type StoryListener } from './listener';

/** The listeners of a story, who come and go. */
export function createAudience(host: ListenerHost, listen: (listener: StoryListener['listener']) => () => void) {
  const present: StoryListener[] = [];
  const ends = new Map<StoryListener, () => void>();
  let joined = 0;
  return {
    present,
    join(kind: ResyncKind, timeout: number) {
      joined += 1;
      const listener = createListener(`l${joined}`, kind, timeout, host);
      present.push(listener);
      ends.set(listener, listen(listener.listener));
    },
    leave(pick: number) {
      const listener = present[pick % Math.max(present.length, 1)];
      const end = listener && ends.get(listener);
      // One that is asked before `listen` has returned has nothing to end it with.
      if (!end) return;
      present.splice(present.indexOf(listener), 1);
      listener.ended(host.isAsking());
      end();
    },
    told(text: string) {
      for (const listener of present) listener.told(text);
    },
    lineClosed() {
      for (const listener of present) listener.lineClosed();
    },
    isSyncing: () => present.some((listener) => listener.isSyncing()),
    check() {
      for (const listener of present) listener.check();
    },
  };
}
