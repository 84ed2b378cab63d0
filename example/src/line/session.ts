import { getStorageSync, setStorageSync } from '@tarojs/taro';
import { useSyncExternalStore } from 'react';
import type { SessionResponse, User } from '../../server/src/messages';
import { storedLanguage } from '../texts/stored-language';
import { TEXTS } from '../texts/texts';
import { parseSession } from './answers';
import { openSession } from './server-api';

const NAME_KEY = 'bidder-name';
const SESSION_KEY = 'bidder-session';

/** Undefined until the device was asked for it. */
let session: SessionResponse | null | undefined;
let isRefused = false;
const userListeners = new Set<() => void>();

/**
 * The session for the next connection: the one that this device has, unless the server has refused it. No request
 * stands between a lost line and the next attempt: it would have to wait for connections that may be as dead.
 */
export async function currentSession(): Promise<SessionResponse> {
  const known = knownSession();
  if (known && !isRefused) return known;
  const opened = await openSession(bidderName(), known?.token);
  session = opened;
  isRefused = false;
  for (const listener of [...userListeners]) listener();
  setStorageSync(SESSION_KEY, JSON.stringify(opened));
  return opened;
}

/** The server does not take the token: the next connection gets a new session, as the same bidder. */
export function refuseSession(): void {
  isRefused = true;
}

/** Who we are; null before the first session. */
export function useUser(): User | null {
  return useSyncExternalStore(onUserChange, () => knownSession()?.user ?? null);
}

function onUserChange(listener: () => void): () => void {
  userListeners.add(listener);
  return () => void userListeners.delete(listener);
}

function knownSession(): SessionResponse | null {
  session ??= storedSession();
  return session;
}

/** What cannot be read counts for nothing: the next connection gets a new session. */
function storedSession(): SessionResponse | null {
  try {
    return parseSession(JSON.parse(storedText(SESSION_KEY)));
  } catch {
    return null;
  }
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
