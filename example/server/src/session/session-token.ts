import { randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Clock } from '../clock';
import type { User } from '../messages';

const AUDIENCE = 'heartbeat-socket-example';
const ALGORITHM = 'HS256';

const payloadSchema = z.object({ sub: z.string().min(1), name: z.string().min(1), exp: z.number() });

/** What a correctly signed token says. */
export interface Session {
  readonly user: User;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** The result of looking at a token: its session, or why there is none. */
export type TokenCheck =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly reason: 'missing token' | 'wrong token' | 'expired token' | 'refused in the lab' };

/** Signs and checks session tokens. */
export interface SessionTokens {
  /** Signs a token for a user. */
  issue(user: User): Promise<string>;
  /** Accepts a token that is signed by us and has not expired. Never throws for what a client sent. */
  check(token: string | null): Promise<TokenCheck>;
  /** The user id in a token that is signed by us, expired or not; else a fresh one. */
  recoverUserId(token: string | undefined): Promise<string>;
}

/** Makes the signer and checker of tokens; `lifetime` is in milliseconds. */
export function createSessionTokens(secret: string, lifetime: number, clock: Clock): SessionTokens {
  const key = new TextEncoder().encode(secret);

  /** Reads a token as of the given moment; null when it is not one of ours. */
  async function read(token: string): Promise<{ payload: JWTPayload; expired: boolean } | null> {
    try {
      const currentDate = new Date(clock.now());
      const { payload } = await jwtVerify(token, key, { algorithms: [ALGORITHM], audience: AUDIENCE, currentDate });
      return { payload, expired: false };
    } catch (error) {
      // Thrown only after the signature was found to be right.
      if (error instanceof errors.JWTExpired) return { payload: error.payload, expired: true };
      if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
      throw error;
    }
  }

  return {
    issue: (user) =>
      new SignJWT({ name: user.name })
        .setProtectedHeader({ alg: ALGORITHM })
        .setSubject(user.id)
        .setAudience(AUDIENCE)
        .setIssuedAt(Math.floor(clock.now() / 1_000))
        .setExpirationTime(Math.floor((clock.now() + lifetime) / 1_000))
        .sign(key),

    async check(token) {
      if (!token) return { ok: false, reason: 'missing token' };
      const result = await read(token);
      const payload = payloadSchema.safeParse(result?.payload);
      if (!result || !payload.success) return { ok: false, reason: 'wrong token' };
      if (result.expired) return { ok: false, reason: 'expired token' };
      const { sub, name, exp } = payload.data;
      return { ok: true, session: { user: { id: sub, name }, expiresAt: exp * 1_000 } };
    },

    async recoverUserId(token) {
      const result = token ? await read(token) : null;
      const payload = payloadSchema.safeParse(result?.payload);
      return payload.success ? payload.data.sub : randomUUID();
    },
  };
}
