import { entryOf, PEER_IDS, type PeerId, type Text } from '../catalogue';
import type { ScenarioName } from '../scenarios/scenario-name';

/** A table; cells that are numbers or names need no translation. */
export interface Table {
  readonly title?: Text;
  readonly head: readonly Text[];
  readonly rows: ReadonlyArray<ReadonlyArray<string | Text>>;
}

/** Bars of one quantity. `null` is what never came: it has a word and no bar. */
export interface Chart {
  readonly title: Text;
  readonly bars: ReadonlyArray<{
    readonly label: string | Text;
    readonly value: number | null;
    readonly text: string | Text;
    readonly isOurs: boolean;
  }>;
}

/** A quantity by which one is ahead of another: the less, the better. `null` is worse than any number. */
export interface Claim {
  readonly what: Text;
  readonly values: ReadonlyArray<{ readonly id: PeerId; readonly value: number | null }>;
  text(value: number | null): Text;
}

/** One scenario as the page shows it. */
export interface Section {
  readonly title: Text;
  /** What was measured, and how: one sentence. */
  readonly what: Text;
  readonly tables: readonly Table[];
  readonly chart: Chart;
  readonly notes?: readonly Text[];
  readonly claims: readonly Claim[];
}

/** A text that is the same in all languages. */
export const same = (text: string): Text => ({ en: text, zh: text });

export const text = (en: string, zh: string): Text => ({ en, zh });

export const labelOf = (id: PeerId): string => entryOf(id).label;

export const isOurs = (id: PeerId): boolean => entryOf(id).isOurs === true;

const NEVER = text('never', '从不');

/** Milliseconds as seconds, or that it never was. */
export function seconds(milliseconds: number | null | undefined): Text {
  return milliseconds === null || milliseconds === undefined ? NEVER : same(`${(milliseconds / 1_000).toFixed(1)} s`);
}

export const kilobytes = (bytes: number): string => `${(bytes / 1_000).toFixed(1)} kB`;

/** A whole number with its thousands apart. */
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Those of the data, in the order of the list. */
export function present<Data>(data: Partial<Record<PeerId, Data>>): Array<{ id: PeerId; data: Data }> {
  return PEER_IDS.flatMap((id) => {
    const own = data[id];
    return own === undefined ? [] : [{ id, data: own }];
  });
}

/** A row of dashes for each peer that does not take part, with the number of the footnote that says why. */
export interface Absence {
  readonly id: PeerId;
  readonly reason: Text;
}

export function absences(scenario: ScenarioName): Absence[] {
  return PEER_IDS.flatMap((id) => {
    const reason = entryOf(id).absent[scenario];
    return reason ? [{ id, reason }] : [];
  });
}
