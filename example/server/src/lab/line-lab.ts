import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Cancel, Clock } from '../clock';
import { ServerCloseCode } from '../messages';
import { closeWithError } from '../socket/client-connection';
import { BreakableLine } from './breakable-line';
import { LAB_BOUNDS, LAB_DELAY, type LabBreak } from './lab-messages';

/** A visitor's line in the lab. */
export interface LabLine {
  /** What serves the client in place of the network. */
  readonly stream: Duplex;
  /** Takes the socket that was made on the stream. */
  opened(socket: WebSocket): void;
}

/**
 * Where visitors break their own lines. A user's are those that asked for the lab when they connected; nothing here takes
 * anything but a user whose token was checked, so nobody reaches another's.
 */
export interface LineLab {
  /** What becomes of a new line: `away` is no server at all, `refused` a log-in that is not taken. */
  admit(user: string, token: string): 'served' | 'away' | 'refused';
  /** Puts a place to break it into a new line. */
  join(user: string, network: Socket): LabLine;
  /** Breaks a user's lines, and answers how many he has: with none, nothing happens. */
  act(user: string, token: string, action: LabBreak): number;
  /** Cancels what is to be restored later. */
  stop(): void;
}

interface OpenLine {
  readonly stream: BreakableLine;
  readonly socket: WebSocket;
  cancel: Cancel;
}

/** Makes a lab for the lines of this process. */
export function createLineLab(clock: Clock): LineLab {
  const lines = new Map<string, Set<OpenLine>>();
  /** Whose new lines meet no server, with what ends that. */
  const away = new Map<string, Cancel>();
  /** Whose token is refused, with what ends that. */
  const refused = new Map<string, { token: string; cancel: Cancel }>();

  function breakLine(line: OpenLine, action: LabBreak): void {
    const { stream, socket } = line;
    switch (action.kind) {
      case 'cut':
        stream.cut();
        return inTime(line, LAB_BOUNDS.silence, () => stream.destroy());
      case 'slow':
        stream.slow(LAB_DELAY);
        return inTime(line, LAB_BOUNDS.slow, () => stream.slow(0));
      case 'away':
        return stream.reset();
      case 'refuse':
        stream.slow(0);
        return closeWithError(socket, ServerCloseCode.Unauthorized, { code: 'unauthorized', message: 'line lab' });
      case 'close':
        // A goodbye goes both ways: on a slow line the server would not wait for the answer, and cut the client off.
        stream.slow(0);
        return socket.close(action.code, 'line lab');
    }
  }

  function inTime(line: OpenLine, delay: number, restore: () => void): void {
    line.cancel();
    line.cancel = clock.after(delay, restore);
  }

  return {
    admit(user, token) {
      if (away.has(user)) return 'away';
      return refused.get(user)?.token === token ? 'refused' : 'served';
    },
    join(user, network) {
      const stream = new BreakableLine(network, clock);
      return {
        stream,
        opened(socket) {
          const line: OpenLine = { stream, socket, cancel: () => {} };
          const own = lines.get(user) ?? new Set();
          lines.set(user, own.add(line));
          socket.on('close', () => {
            line.cancel();
            own.delete(line);
            if (own.size === 0) lines.delete(user);
          });
        },
      };
    },
    act(user, token, action) {
      const own = [...(lines.get(user) ?? [])];
      if (own.length === 0) return 0;
      if (action.kind === 'away') {
        away.get(user)?.();
        away.set(
          user,
          clock.after(LAB_BOUNDS.away, () => away.delete(user)),
        );
      }
      if (action.kind === 'refuse') {
        refused.get(user)?.cancel();
        refused.set(user, { token, cancel: clock.after(LAB_BOUNDS.refusal, () => refused.delete(user)) });
      }
      for (const line of own) breakLine(line, action);
      return own.length;
    },
    stop() {
      for (const own of lines.values()) for (const line of own) line.cancel();
      for (const cancel of away.values()) cancel();
      for (const { cancel } of refused.values()) cancel();
    },
  };
}
