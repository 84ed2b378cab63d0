import type { Feature, Hooks, Inside } from './feature';

/** The features of one socket that somebody has asked for. */
export interface Features<In, Out> {
  /** Gives the part of a feature; the first to ask makes it. */
  extend<Part extends Hooks>(feature: Feature<In, Out, Part>): Part;
  /** Tells each of them something; others may come meanwhile, and are not told. */
  tell(what: (part: Hooks) => void): void;
  /** Whether any is fetching something. */
  isSyncing(): boolean;
}

/** Makes the features of one socket; there are none. */
export function createFeatures<In, Out>(inside: Inside<In, Out>): Features<In, Out> {
  const parts = new Map<unknown, Hooks>();
  return {
    extend<Part extends Hooks>(feature: Feature<In, Out, Part>): Part {
      const part = (parts.get(feature) as Part | undefined) ?? feature(inside);
      parts.set(feature, part);
      return part;
    },
    tell(what) {
      // There is something to tell for each message: where there is nobody, no list is made.
      if (parts.size > 0) for (const part of [...parts.values()]) what(part);
    },
    isSyncing() {
      // Asked for each snapshot, so for each message: no copy is made for it.
      for (const part of parts.values()) if (part.isSyncing?.()) return true;
      return false;
    },
  };
}
