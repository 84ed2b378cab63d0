import type { FakeTaro, Platform } from '@heartbeat-socket/testing';
import { describe } from 'vitest';
import { describeAlipayRules } from './alipay-rules';
import { describeBackground } from './background';
import { describeConnecting } from './connecting';
import { describeDestination } from './destination';
import { describeFurtherHooks } from './further-hooks';
import { describeH5Rules } from './h5-rules';
import { describeHidden } from './hidden';
import { describeHydration } from './hydration';
import { describeLogin } from './login';
import { describeNetwork } from './network';
import { describeRules } from './rules';
import { describeSeedStory } from './seed-story';
import { describeSending } from './sending';
import { describeSharing } from './sharing';
import { createStage } from './stage';
import { describeTalking } from './talking';
import { describeTime } from './time';
import { describeUserFunctions } from './user-functions';

/** What the hook promises, the same on every platform. */
export function describeContract(fake: FakeTaro, platform: Platform): void {
  describe(`the contract on ${platform}`, () => {
    const stage = createStage(fake, platform);
    describeConnecting(stage);
    describeTalking(stage);
    describeBackground(stage);
    describeHidden(stage);
    describeNetwork(stage);
    describeSending(stage);
    describeLogin(stage);
    describeFurtherHooks(stage);
    describeTime(stage);
    describeHydration(stage);
    describeRules(stage);
    describeSeedStory(stage);
    if (platform === 'alipay') describeAlipayRules(stage);
    describeDestination(stage);
    describeSharing(stage);
    describeUserFunctions(stage);
    if (platform === 'h5') describeH5Rules(stage);
  });
}
