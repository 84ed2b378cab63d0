import type { HeartbeatOptions } from '@heartbeat-socket/taro';

/** A line that the page opens, and how its server behaves. */
export interface Line {
  readonly name: string;
  readonly heartbeat?: HeartbeatOptions | false;
  /** The server hangs up after so many seconds without a frame of the client's. By default it never does. */
  readonly idle?: number;
  /** Whether the server answers pings. */
  readonly isMute?: boolean;
  /** The server says a number each second. */
  readonly isChatty?: boolean;
}

/** What happened on a line, at one of its ends. */
export interface Happening {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The name of the line, or `page`. */
  readonly line: string;
  readonly what: string;
}

/** What the page shows to the tests, as `window.diary`. */
export interface Diary {
  readonly happenings: readonly Happening[];
  /** When a timer of one second fired, by the clock. */
  readonly ticks: readonly number[];
  /** The text messages of a line, in order. */
  readonly heard: Readonly<Record<string, readonly string[]>>;
  /** The status of each line, as it was rendered last. */
  readonly status: Readonly<Record<string, string>>;
  send(line: string, text: string): string;
}
