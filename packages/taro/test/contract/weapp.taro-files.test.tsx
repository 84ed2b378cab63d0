import { vi } from 'vitest';
import { describeContract } from './suite';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  const { weappFiles } = await import('./taro-files');
  return createFakeTaro({ platform: 'weapp', runtime: weappFiles });
});
vi.mock('@tarojs/taro', () => fake.taro);

describeContract(fake, 'weapp');
