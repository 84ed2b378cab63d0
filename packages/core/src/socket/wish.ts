/** Who wants the connection: those who hold it, unless somebody has said `disconnect()`. */
export interface Wish {
  isWanted(): boolean;
  /** Counts a holder in, and returns its release, which is harmless twice. */
  hold(): () => void;
  /** Wants it for the caller of `connect()`; false where only holders may, and there is none. */
  want(): boolean;
  /** Overrides every hold until `allow()` or `want()`. */
  refuse(): void;
  /** Ends a refusal. */
  allow(): void;
}

/** Whose a socket is: the one's who calls `connect()`, or the components' that hold it. */
export type Owner = 'caller' | 'holders';

/** Makes a wish; `onHolders` hears when a holder has come or gone. */
export function createWish(owner: Owner, onHolders: () => void): Wish {
  let holders = 0;
  let isWantedByCaller = false;
  let isRefused = false;
  return {
    isWanted: () => !isRefused && (isWantedByCaller || holders > 0),
    hold() {
      let isReleased = false;
      holders += 1;
      onHolders();
      return () => {
        if (isReleased) return;
        isReleased = true;
        holders -= 1;
        onHolders();
      };
    },
    want() {
      // What components hold is theirs: no call of connect() may outlive them.
      if (owner === 'holders' && holders === 0) return false;
      isWantedByCaller = owner === 'caller';
      isRefused = false;
      return true;
    },
    refuse() {
      isRefused = true;
      isWantedByCaller = false;
    },
    allow() {
      isRefused = false;
    },
  };
}
