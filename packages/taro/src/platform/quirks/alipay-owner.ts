import type { SocketTask } from './quirks';

type Listener = (event: unknown) => void;

/** Who has the app's one socket. */
export interface Owner {
  readonly forwarders: SocketTask;
  /** The number of its attempt. */
  readonly order: number;
  /** In the place of how many it has come whose close may be told yet. */
  replaces: number;
  /** It has opened, or has failed. */
  isSettled: boolean;
  /** Another one has come in its place. */
  isGone?: true;
  open?: Listener;
  message?: Listener;
  error?: Listener;
  close?: Listener;
}

/** The task of an owner, which hears what is told to that. */
export function taskOf(owner: Owner, close: () => void): SocketTask {
  const hears = (name: 'open' | 'message' | 'error' | 'close') => (listener: Listener) => {
    owner[name] = listener;
    // Displaced before anybody could listen.
    if (name === 'close' && owner.isGone) listener(undefined);
  };
  return {
    onOpen: hears('open'),
    onMessage: hears('message'),
    onError: hears('error'),
    onClose: hears('close'),
    send: (options) => owner.forwarders.send(options),
    close,
  };
}
