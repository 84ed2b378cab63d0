import { request } from '@tarojs/taro';
import type { LabBreak, LabRequest } from '../../server/src/lab/lab-messages';
import type { Lot, SessionRequest, SessionResponse } from '../../server/src/messages';
import { parseLots, parseSession } from './answers';

/**
 * Milliseconds until a request counts as failed: well below the socket's `connectTimeout`, for a kept HTTP connection may
 * be as dead as the line that is being replaced.
 */
const REQUEST_TIMEOUT = 4_000;

/** All lots, as the server lists them. Rejects when it cannot be reached or answers something else. */
export async function fetchLots(): Promise<Lot[]> {
  return parseLots(await answerOf({ url: `${serverUrl()}/api/lots`, method: 'GET' }));
}

/** Logs in, as the bidder of the token if there is one. Rejects as `fetchLots` does. */
export async function openSession(name: string, token: string | undefined): Promise<SessionResponse> {
  const data: SessionRequest = { name, ...(token === undefined ? {} : { token }) };
  return parseSession(await answerOf({ url: `${serverUrl()}/api/session`, method: 'POST', data }));
}

/** Whether the server has a line lab. Rejects as `fetchLots` does. */
export async function fetchLabStatus(): Promise<boolean> {
  const status = await answerOf({ url: `${serverUrl()}/api/lab`, method: 'GET' });
  return (status as { lab?: unknown } | null)?.lab === true;
}

/** Has the server break the visitor's own lines in the lab. Rejects when it did not. */
export async function breakLines({ token }: SessionResponse, action: LabBreak): Promise<void> {
  const data: LabRequest = { ...action, token };
  await answerOf({ url: `${serverUrl()}/api/lab/break`, method: 'POST', data });
}

/** The address of the socket for a session. */
export function socketUrlOf({ token }: SessionResponse): string {
  return `${serverUrl().replace(/^http/, 'ws')}/ws?token=${encodeURIComponent(token)}`;
}

function serverUrl(): string {
  return process.env.TARO_ENV === 'h5' ? window.location.origin : process.env.TARO_APP_SERVER;
}

async function answerOf(call: { url: string; method: 'GET' | 'POST'; data?: object }): Promise<unknown> {
  const { statusCode, data } = await request<unknown>({
    ...call,
    header: { 'content-type': 'application/json' },
    timeout: REQUEST_TIMEOUT,
  });
  if (statusCode >= 200 && statusCode < 300) return data;
  throw new Error(`${call.method} ${call.url} answered with status ${statusCode}`);
}
