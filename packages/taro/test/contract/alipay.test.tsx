import { vi } from 'vitest';
import { describeContract } from './suite';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'alipay' });
});
vi.mock('@tarojs/taro', () => fake.taro);

describeContract(fake, 'alipay');
