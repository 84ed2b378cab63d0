import { getStorageSync, request, setStorageSync } from '@tarojs/taro';
import type { Lot, SessionRequest, SessionResponse } from '../../server/src/messages';
import { storedLanguage } from '../texts/stored-language';
import { TEXTS } from '../texts/texts';
import { parseLots, parseSession } from './answers';

const NAME_KEY = 'bidder-name';
const TOKEN_KEY = 'bidder-token';

/**
 * Milliseconds until a request counts as failed: well below the socket's `connectTimeout`, for a kept HTTP connection may
 * be as dead as the line that is being replaced.
 */
const REQUEST_TIMEOUT = 4_000;

/** All lots, as the server lists them. Rejects when it cannot be reached or answers something else. */
export async function fetchLots(): Promise<Lot[]> {
  return parseLots(await answerOf({ url: `${serverUrl()}/api/lots`, method: 'GET' }));
}

/** Logs in, as the same bidder as the last time on this device. */
export async function openSession(): Promise<SessionResponse> {
  const token = storedText(TOKEN_KEY);
  const data: SessionRequest = { name: bidderName(), ...(token ? { token } : {}) };
  const session = parseSession(await answerOf({ url: `${serverUrl()}/api/session`, method: 'POST', data }));
  setStorageSync(TOKEN_KEY, session.token);
  return session;
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

function bidderName(): string {
  const stored = storedText(NAME_KEY);
  if (stored) return stored;
  const name = TEXTS[storedLanguage()].bidder(1_000 + Math.floor(Math.random() * 9_000));
  setStorageSync(NAME_KEY, name);
  return name;
}

function storedText(key: string): string {
  const stored: unknown = getStorageSync(key);
  return typeof stored === 'string' ? stored : '';
}
