import { describe, vi } from 'vitest';
import { kitGround, onFreshFake } from './kit-ground';
import { describeRules } from './rules';
import { describeStandard } from './standard';

const fake = await vi.hoisted(async () => {
  const { createFakeTaro } = await import('@heartbeat-socket/testing');
  return createFakeTaro({ platform: 'h5' });
});
vi.mock('@tarojs/taro', () => fake.taro);

describe('TaroWebSocket on h5', () => {
  onFreshFake(fake, 'h5');
  describe('by the standard:', () => describeStandard(kitGround(fake, 'h5')));
  describeRules(fake, 'h5');
});
