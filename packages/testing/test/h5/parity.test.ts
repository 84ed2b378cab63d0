// Here as well, so that no test has to wait for what vite makes of Taro's files.
import '@tarojs/taro-h5';
import { afterEach, vi } from 'vitest';
import { describeParity } from '../parity/parity';

afterEach(() => vi.unstubAllGlobals());

describeParity('h5', async () => {
  // Slots and listeners are the state of Taro's modules.
  vi.resetModules();
  const h5: object = await import('@tarojs/taro-h5');
  return ({ WebSocket }) => {
    vi.stubGlobal('WebSocket', WebSocket);
    return { ...h5 };
  };
});
