/** How long a wait may take, in milliseconds. */
const DEFAULT_BOUND = 60_000;
/** Between two looks when no event asks for one: for what no event tells, such as time. */
const POLL = 50;

/** Looks at a condition whenever something happens. */
export interface Watch {
  /** Something happened: waiting conditions are looked at again. */
  signal(): void;
  /**
   * Settles when the condition holds. A condition that throws does not hold. Rejects after `within` milliseconds, with
   * what the program looks like.
   */
  until(condition: () => unknown, within?: number): Promise<void>;
}

/** @param describe - The state of the program, for the message of a wait in vain. */
export function createWatch(describe: () => string): Watch {
  const looks = new Set<() => void>();

  function until(condition: () => unknown, within = DEFAULT_BOUND): Promise<void> {
    const place = new Error();
    return new Promise((resolve, reject) => {
      let thrown: unknown;
      function holds(): boolean {
        try {
          thrown = undefined;
          return Boolean(condition());
        } catch (error) {
          thrown = error;
          return false;
        }
      }
      function end(): void {
        clearTimeout(bound);
        clearInterval(poll);
        looks.delete(look);
      }
      function look(): void {
        if (!holds()) return;
        end();
        resolve();
      }
      const poll = setInterval(look, POLL);
      const bound = setTimeout(() => {
        end();
        const reason = thrown === undefined ? '' : `\nthe condition threw: ${thrown}`;
        // The stack of the caller, not of this timer.
        place.message = `waited ${within} ms for ${condition}${reason}\n${describe()}`;
        reject(place);
      }, within);
      looks.add(look);
      look();
    });
  }

  return {
    until,
    signal() {
      for (const look of [...looks]) look();
    },
  };
}
