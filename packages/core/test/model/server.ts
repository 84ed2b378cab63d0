import { hasEnded, type Item } from './item';
import type { createLines } from './line';

/** How the server and `request.match` write the answer to a request. */
export function matchAnswer(message: string) {
  const [kind, id, value] = message.split(' ');
  if (kind === 'value') return { id: id as string, value };
  return kind === 'error' ? { id: id as string, error: value } : undefined;
}

/** What the server says on the present line, and what of it the app has to be told. */
export function createServer(lines: ReturnType<typeof createLines>, fault: (what: string) => void) {
  let inbound: string[] = [];
  let said = 0;

  function say(text: string): void {
    const line = lines.current();
    if (!line || line.isDead) return;
    inbound.push(text);
    line.say(text);
  }

  return {
    say,
    /** Answers the pings that have come. */
    pong() {
      const line = lines.current();
      if (!line?.isOpen || line.isDead || line.pings === 0) return;
      line.pings = 0;
      line.say('pong');
    },
    /** Says something new. */
    tell() {
      said += 1;
      say(`news ${said}`);
    },
    /** Answers a request that it has heard of. Nobody may wait for that any more: then it is a message. */
    answer(item: Item, isError: boolean) {
      const { asked, frame } = item;
      const line = lines.current();
      if (!asked || !line?.isOpen || line.isDead) return;
      said += 1;
      const value = `${item.text}-${said}`;
      const text = `${isError ? 'error' : 'value'} ${frame?.split('#')[1]} ${value}`;
      if (hasEnded(item)) return say(text);
      asked.answer = isError ? { code: 'request-rejected', value } : { value };
      item.isWaiting = false;
      line.say(text);
    },
    /** The app is told of a message. */
    told(text: string) {
      const next = inbound.shift();
      if (next !== text) fault(`${text} was told, and ${next ?? 'nothing'} was said`);
    },
    /** What was not told of a line is told no more. */
    lineClosed() {
      inbound = [];
    },
    check() {
      if (inbound.length > 0) fault(`${inbound} was said, and not told`);
    },
  };
}
