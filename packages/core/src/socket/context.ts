import type { ErrorCode } from '../errors';
import type { ContainedPorts } from '../ports/contained-ports';
import type { Turns } from '../ports/turns';
import type { Trace } from '../recorder/trace';

/** What every part of a socket works with. */
export interface SocketContext {
  readonly ports: ContainedPorts;
  readonly turns: Turns;
  readonly trace: Trace;
  /** Tells an error. */
  report(code: ErrorCode, message: string, thrown?: unknown): void;
  /** Something that the snapshot shows has changed. */
  changed(): void;
}
