import { vi } from 'vitest';
import { describeContract } from './suite';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  const { alipayFiles } = await import('./taro-files');
  return createFakeTaro({ platform: 'alipay', runtime: alipayFiles });
});
vi.mock('@tarojs/taro', () => fake.taro);

describeContract(fake, 'alipay');
