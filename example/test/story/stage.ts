/** What the page on top shows, at one moment. */
export interface View {
  /** The texts of the elements that have an id, by it. */
  readonly texts: Readonly<Record<string, string>>;
  /** The ids of the buttons that are off. */
  readonly off: readonly string[];
  /** The text of each lot in the list. */
  readonly lots: readonly string[];
  /** The amounts in the list of quotes, from the top. */
  readonly quotes: readonly number[];
  /** The drawing of the chart's line, as SVG; `''` where there is none. */
  readonly curve: string;
}

/** The app on a platform, for a story that is told once for all of them. */
export interface Stage {
  /** Settles when the page on top is as wanted. A condition that throws does not hold. */
  until(isWanted: (view: View) => boolean, within?: number): Promise<void>;
  tap(id: string): Promise<void>;
  /** Chooses a lot in the list, from 0. */
  chooseLot(index: number): Promise<void>;
  /** The platform's own way back. */
  back(): Promise<void>;
  /** No network from now on. */
  loseLine(): Promise<void>;
  restoreLine(): Promise<void>;
  /** What was copied last. */
  clipboard(): Promise<string>;
}

/** The number in a text like `¥12,800`. */
export function amountIn(text: string | undefined): number {
  return Number(text?.match(/¥([\d,]+)/)?.[1]?.replace(/,/g, ''));
}

/** The SVG in a style like `url("data:image/svg+xml,%3Csvg…")`. */
export function drawingIn(style: unknown): string {
  return decodeURIComponent(/data:image\/svg\+xml,([^"]*)"/.exec(String(style))?.[1] ?? '');
}

/** `¥12,800`, as the page writes it. */
export function asPrice(amount: number): string {
  return `¥${amount.toLocaleString('en-US')}`;
}
