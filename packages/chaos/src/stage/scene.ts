import type { Ask, UseHeartbeatSocketResult } from '@heartbeat-socket/taro';
import type { Destination } from '../model/destination';
import type { Address, Change } from '../schedule/schedule';
import type { Mode } from './activity';
import type { Member } from './member';

/** What the hook gives to a component. */
export type Socket = UseHeartbeatSocketResult<string, string | ArrayBuffer, Ask<string | ArrayBuffer>>;

/** What a component is given. */
export interface MemberProps {
  readonly address: Address;
  readonly enabled: boolean;
  /** Which of two sets of options it has. */
  readonly which: 0 | 1;
  readonly activity: Mode;
}

/** What it is given at first. */
export const FIRST_PROPS: MemberProps = { address: 1, enabled: true, which: 0, activity: 'visible' };

/**
 * One render of a component: its props and everything that its functions close over. React may render it again, or throw
 * it away.
 */
export interface Scene {
  readonly member: Member;
  /** Of which mount it is. */
  readonly mount: number;
  readonly props: MemberProps;
  /** How it is rendered, and what happens in its commit. */
  readonly change: Change;
  /** Null until it is committed. */
  destination: Destination | null;
  /** What the hook gave to it last. */
  socket: Socket | null;
  shown: { readonly status: string; readonly pending: number; readonly attempt: number } | null;
  /** It has kept the time slice of React waiting. */
  hasPaused: boolean;
}

/** Begins a render. */
export function createScene(member: Member, change: Change): Scene {
  return {
    member,
    mount: member.mount,
    props: member.props,
    change,
    destination: null,
    socket: null,
    shown: null,
    hasPaused: false,
  };
}
