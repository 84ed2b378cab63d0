import { fileURLToPath } from 'node:url';
import { bundleSize } from './bundle-size.mjs';

/** What is imported where it is used, by the name of the export. */
const FEATURES = [
  'requests',
  'handshake',
  'useSocketMessage',
  'useSocketReducer',
  'useSubscription',
  'useFreshness',
  'useLostConnection',
  'useSocketSnapshot',
  'useRetryIn',
  'useServerNow',
  'useSharedSocket',
  'recordSocket',
  'jsonCodec',
  'createHeartbeatSocket',
];

const TARO = fileURLToPath(new URL('../packages/taro', import.meta.url));

/**
 * What each feature adds to a page that has the hook alone: one bundle with it, one without.
 *
 * @returns {Promise<Array<{ name: string; gzip: number }>>} bytes, minified and gzipped
 */
export async function featureSizes() {
  const sizeOf = async (names) => (await bundleSize(`export { ${names} } from '@heartbeat-socket/taro'`, TARO)).gzip;
  const alone = await sizeOf('useHeartbeatSocket');
  const sizes = [];
  for (const name of FEATURES) sizes.push({ name, gzip: (await sizeOf(`useHeartbeatSocket, ${name}`)) - alone });
  return sizes;
}
