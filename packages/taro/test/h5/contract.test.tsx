import { afterAll, vi } from 'vitest';
import { describeContract } from '../contract/suite';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  const h5 = await import('@tarojs/taro-h5');
  const { connectSocket, onAppShow, offAppShow, onAppHide, offAppHide } = h5;
  const { onNetworkStatusChange, offNetworkStatusChange, getNetworkType } = h5;
  return createFakeTaro({
    platform: 'h5',
    runtime: ({ WebSocket }) => {
      vi.stubGlobal('WebSocket', WebSocket);
      return {
        connectSocket,
        onAppShow,
        offAppShow,
        onAppHide,
        offAppHide,
        onNetworkStatusChange,
        offNetworkStatusChange,
        getNetworkType,
      };
    },
  });
});
vi.mock('@tarojs/taro', () => fake.taro);
afterAll(() => vi.unstubAllGlobals());

describeContract(fake, 'h5');
