import { useCallback, useEffect, useRef, useState } from 'react';
import type { Lot } from '../../server/src/messages';
import { fetchLots } from '../line/server-api';

/** The list of lots, or why there is none. */
export type Lots =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly list: readonly Lot[] };

/** Milliseconds before a list that could not be fetched is fetched again: longer with each failure in a row. */
const RETRY_STEP = 2_000;
const LONGEST_RETRY = 30_000;

/** The lots, and how to fetch them anew. */
export interface LotsFetch {
  readonly lots: Lots;
  /** Fetches the list, and shows the old one meanwhile, if there is any. Several at once are one request. */
  reload(): Promise<void>;
  /** The same for one who asks for it after a failure: shows that it is under way. */
  retry(): Promise<void>;
}

/** The lots: fetched by `reload`, and again by itself for as long as that fails. */
export function useLots(): LotsFetch {
  const [lots, setLots] = useState<Lots>({ state: 'loading' });
  const [failures, setFailures] = useState(0);
  const underWay = useRef<Promise<void> | null>(null);

  const reload = useCallback((): Promise<void> => {
    underWay.current ??= fetchLots().then(
      (list) => {
        underWay.current = null;
        setLots({ state: 'ready', list });
        setFailures(0);
      },
      (error: unknown) => {
        underWay.current = null;
        console.warn('[lots]', error);
        setLots((shown) => (shown.state === 'ready' ? shown : { state: 'failed' }));
        setFailures((before) => before + 1);
      },
    );
    return underWay.current;
  }, []);

  const retry = useCallback(() => {
    setLots({ state: 'loading' });
    return reload();
  }, [reload]);

  useEffect(() => {
    if (failures === 0) return;
    const timer = setTimeout(reload, Math.min(failures * RETRY_STEP, LONGEST_RETRY));
    return () => clearTimeout(timer);
  }, [failures, reload]);

  return { lots, reload, retry };
}
