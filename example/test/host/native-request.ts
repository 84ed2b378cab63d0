import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { FAILURE } from './connect-outcome';
import { fail, type NativeCallbacks, succeed } from './native-callbacks';
import type { NativeParts } from './native-parts';

interface RequestOptions extends NativeCallbacks {
  readonly url: string;
  readonly method?: string;
  readonly data?: unknown;
  readonly dataType?: string;
  /** weapp. */
  readonly header?: Record<string, string>;
  /** alipay. */
  readonly headers?: Record<string, string>;
  readonly timeout?: number;
}

const DEFAULT_TIMEOUT = 60_000;
const ABORTED = 'request:fail abort';

function withQuery(options: RequestOptions, url: URL): URL {
  if (typeof options.data !== 'object' || options.data === null) return url;
  for (const [name, value] of Object.entries(options.data)) url.searchParams.append(name, String(value));
  return url;
}

function toBody(data: unknown): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}

/** `wx.request` and `my.request` on real HTTP, in either platform's shape. */
export function createNativeRequest(parts: NativeParts): (options: RequestOptions) => object {
  const { platform, realm } = parts;

  function respond(options: RequestOptions, status: number, header: object, text: string): void {
    let data: unknown = text;
    if ((options.dataType ?? 'json').toLowerCase() === 'json') {
      try {
        data = realm.copy(JSON.parse(text));
      } catch {
        // Both platforms leave a body that is not JSON as text.
      }
    }
    const headers = realm.copy({ ...header });
    const result = platform === 'weapp' ? { statusCode: status, header: headers, cookies: [] } : { status, headers };
    succeed(parts, options, 'request', { data, ...result });
  }

  return (options) => {
    let isOver = false;
    const arrived = parts.clock.hold();
    function end(report: () => void): void {
      if (isOver) return;
      isOver = true;
      report();
      arrived();
    }
    const failWith = (message: string) => end(() => fail(parts, options, 'request', { message, code: 12 }));
    if (!parts.isOnline()) {
      failWith(FAILURE.nameNotResolved);
      return realm.object({ abort() {} });
    }

    const method = (options.method ?? 'GET').toUpperCase();
    const hasBody = method !== 'GET' && options.data !== undefined;
    const address = new URL(parts.knobs.route(options.url));
    const url = hasBody ? address : withQuery(options, address);
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    // No kept connections: a server that a test stops must not wait for them.
    const call = send(url, {
      method,
      agent: false,
      headers: { 'content-type': 'application/json', ...(options.header ?? options.headers) },
      timeout: options.timeout ?? DEFAULT_TIMEOUT,
    });
    call.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', (error) => failWith(error.message));
      response.on('end', () => {
        end(() => respond(options, response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString()));
      });
    });
    call.on('timeout', () => call.destroy(new Error('timeout')));
    call.on('error', (error) => failWith(error.message));
    call.end(hasBody ? toBody(options.data) : undefined);
    return realm.object({
      abort() {
        failWith(ABORTED);
        call.destroy();
      },
    });
  };
}
