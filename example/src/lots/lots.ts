import { useCallback, useState } from 'react';
import type { Lot } from '../../server/src/messages';
import { fetchLots } from '../line/server-api';

/** The list of lots, or why there is none. */
export type Lots =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly list: readonly Lot[] };

/** The lots, and a function that fetches them anew. A list that is shown stays when fetching it again fails. */
export function useLots(): [Lots, () => Promise<void>] {
  const [lots, setLots] = useState<Lots>({ state: 'loading' });
  const reload = useCallback(async () => {
    setLots((shown) => (shown.state === 'ready' ? shown : { state: 'loading' }));
    try {
      const list = await fetchLots();
      setLots({ state: 'ready', list });
    } catch (error) {
      console.warn('[lots]', error);
      setLots((shown) => (shown.state === 'ready' ? shown : { state: 'failed' }));
    }
  }, []);
  return [lots, reload];
}
