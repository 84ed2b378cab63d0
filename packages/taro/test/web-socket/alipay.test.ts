import { describe, vi } from 'vitest';
import { kitGround, onFreshFake } from './kit-ground';
import { describeRules } from './rules';
import { describeStandard } from './standard';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'alipay' });
});
vi.mock('@tarojs/taro', () => fake.taro);

describe('TaroWebSocket on alipay', () => {
  onFreshFake(fake, 'alipay');
  describe('by the standard:', () => describeStandard(kitGround(fake, 'alipay')));
  describeRules(fake, 'alipay');
});
