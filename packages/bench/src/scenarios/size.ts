import { fileURLToPath } from 'node:url';
import { bundleSize } from '../../../../scripts/bundle-size.mjs';
import { featureSizes } from '../../../../scripts/feature-sizes.mjs';
import { entryOf, type PeerId } from '../catalogue';

/** Bytes, minified, and that gzipped. */
export interface Size {
  readonly minified: number;
  readonly gzip: number;
}

export interface SizeData {
  readonly peers: Partial<Record<PeerId, { readonly main: Size; readonly everything: Size }>>;
  /** What each of our features adds to the hook alone, in bytes, minified and gzipped. */
  readonly features: ReadonlyArray<{ readonly name: string; readonly gzip: number }>;
}

const RESOLVE_DIR = fileURLToPath(new URL('../..', import.meta.url));

/** What each peer adds to an app that brings React, Vue, GraphQL and Taro itself. */
export async function measureSize(peers: readonly PeerId[]): Promise<SizeData> {
  const data: { -readonly [Id in keyof SizeData['peers']]: SizeData['peers'][Id] } = {};
  for (const id of peers) {
    const { main, everything } = entryOf(id);
    data[id] = {
      main: await bundleSize(main, RESOLVE_DIR),
      everything: await bundleSize(everything, RESOLVE_DIR),
    };
  }
  return { peers: data, features: await featureSizes() };
}
