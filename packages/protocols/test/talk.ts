import type { Frame, HeartbeatOptions, Protocol, Session } from '@heartbeat-socket/core';

/** A session with its sink, and what it has told that. */
export interface Talk<In, Out> {
  readonly session: Session<In, Out>;
  readonly messages: In[];
  readonly replies: Frame[];
  readonly pongs: (number | undefined)[];
  readonly tuned: HeartbeatOptions[];
  readonly refusals: [reason: string, retry: string][];
  /** How often it was ready. */
  readonly ready: number;
  say(...frames: Frame[]): void;
}

/** Begins a session of the protocol. After a refusal its sink hears nothing more, as a socket's does. */
export function startTalk<In, Out>(protocol: Protocol<In, Out>): Talk<In, Out> {
  const session = protocol.start({ isReconnect: false });
  const talk = {
    session,
    messages: [] as In[],
    replies: [] as Frame[],
    pongs: [] as (number | undefined)[],
    tuned: [] as HeartbeatOptions[],
    refusals: [] as [string, string][],
    ready: 0,
    say(...frames: Frame[]) {
      for (const frame of frames) {
        session.read(frame, {
          message: (message) => talk.messages.push(message),
          reply: (reply) => talk.replies.push(reply),
          pong: (seq) => talk.pongs.push(seq),
          tune: (heartbeat) => talk.tuned.push(heartbeat),
          refuse: (reason, retry = 'never') => talk.refusals.push([reason, retry]),
          ready() {
            talk.ready += 1;
          },
        });
      }
    },
  };
  return talk;
}
