import type { FakeTaro, Platform } from '@heartbeat-socket/testing';
import { describe } from 'vitest';
import { describeConnecting } from './connecting';
import { createStage } from './stage';

/** What the hook promises, the same on every platform. */
export function describeContract(fake: FakeTaro, platform: Platform): void {
  describe(`the contract on ${platform}`, () => {
    const stage = createStage(fake, platform);
    describeConnecting(stage);
  });
}
