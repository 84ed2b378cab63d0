import { callSite } from './call-site';

/** Something that the program has to close. */
export interface Entry {
  /** From now on it is the program's to close. */
  open(): void;
  /** It is closed. Again does nothing. */
  close(): void;
  readonly isOpen: boolean;
}

/** What is open on the platform, and who opened it. */
export interface Ledger {
  /** Notes who is calling; the entry is not open yet. */
  note(what: string): Entry;
  /** What is still open, a line each. */
  left(): string[];
}

/** Makes an empty ledger. */
export function createLedger(): Ledger {
  const entries = new Map<Entry, () => string>();
  return {
    note(what) {
      const site = callSite();
      const told = () => `${what}, opened by ${site()}`;
      const entry: Entry = {
        open: () => void entries.set(entry, told),
        close: () => void entries.delete(entry),
        get isOpen() {
          return entries.has(entry);
        },
      };
      return entry;
    },
    left: () => [...entries.values()].map((told) => told()),
  };
}
