import type { HeartbeatSocketError } from '@heartbeat-socket/taro';
import type { BidResultMessage, ErrorMessage } from '../../server/src/messages';

/** The server's answer to what it did not do. */
export type Refusal = ErrorMessage | Extract<BidResultMessage, { ok: false }>;

/** What the server refused a request with; undefined when it is not what it failed of. */
export function refusalOf({ code, cause }: HeartbeatSocketError): Refusal | undefined {
  return code === 'request-rejected' ? (cause as Refusal) : undefined;
}
