import {
  type HeartbeatSocketOptions,
  type SocketUrl,
  type UseHeartbeatSocketResult,
  useHeartbeatSocket,
} from '@heartbeat-socket/taro';
import { useEffect } from 'react';
import type { Address, Deed, Moment, Name } from '../schedule/schedule';

/** What a component is given. */
export interface MemberProps {
  readonly address: Address;
  readonly enabled: boolean;
  /** Which of two sets of options it has. */
  readonly which: 0 | 1;
}

/** A component that uses the hook, and what a schedule knows of it. */
export interface Member {
  readonly name: Name;
  /** Differs for each mount. */
  mount: number;
  /** It is in the tree that was rendered last. */
  isInTree: boolean;
  /** Its effects have run, and have not been undone. */
  isMounted: boolean;
  props: MemberProps;
  /** Those of the last commit. */
  committed: MemberProps;
  socket: UseHeartbeatSocketResult<string, string | ArrayBuffer> | null;
  /** What it has rendered. */
  rendered: { readonly status: string; readonly pending: number; readonly attempt: number } | null;
  isPageHidden: boolean;
  /** It was mounted with `enabled: false`, and has not held the socket since. */
  wasDisabled: boolean;
  /** What it does when it is told of something next. */
  readonly deeds: Map<Moment, Deed>;
  /** What it was told since it was mounted. */
  readonly heard: string[];
  /** How many of its `onOpen` run. */
  greeting: number;
  /** Its resync has been asked, and has given nothing yet. */
  isSyncing: boolean;
  resyncs: number;
}

/** Makes a component that is not mounted yet. */
export function createMember(name: Name): Member {
  const props: MemberProps = { address: 1, enabled: true, which: 0 };
  return {
    name,
    mount: 0,
    isInTree: false,
    isMounted: false,
    props,
    committed: props,
    socket: null,
    rendered: null,
    isPageHidden: false,
    wasDisabled: false,
    deeds: new Map(),
    heard: [],
    greeting: 0,
    isSyncing: false,
    resyncs: 0,
  };
}

interface SlotProps {
  readonly member: Member;
  readonly props: MemberProps;
  readonly url: SocketUrl;
  readonly options: HeartbeatSocketOptions<string, string | ArrayBuffer> & { codec?: undefined };
  committed(member: Member): void;
}

/** The component: it renders what it reads, and tells the schedule of each commit before the hook's own effects run. */
export function Slot({ member, props, url, options, committed }: SlotProps) {
  useEffect(() => {
    member.isMounted = true;
    return () => {
      member.isMounted = false;
    };
  }, [member]);
  useEffect(() => {
    member.committed = props;
    committed(member);
  });
  const socket = useHeartbeatSocket(url, options);
  member.socket = socket;
  const { status, pending, attempt } = socket;
  member.rendered = { status, pending, attempt };
  return null;
}
