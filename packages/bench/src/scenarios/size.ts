import { fileURLToPath } from 'node:url';
import { bundleSize } from '../../../../scripts/bundle-size.mjs';
import { entryOf, type PeerId } from '../catalogue';

/** Bytes, minified, and that gzipped. */
export interface Size {
  readonly minified: number;
  readonly gzip: number;
}

export type SizeData = Partial<Record<PeerId, { readonly main: Size; readonly everything: Size }>>;

const RESOLVE_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** What each peer adds to an app that brings React, Vue, GraphQL and Taro itself. */
export async function measureSize(peers: readonly PeerId[]): Promise<SizeData> {
  const data: SizeData = {};
  for (const id of peers) {
    const { main, everything } = entryOf(id);
    data[id] = {
      main: await bundleSize(main, RESOLVE_DIR),
      everything: await bundleSize(everything, RESOLVE_DIR),
    };
  }
  return data;
}
