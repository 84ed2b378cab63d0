import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The test files that mostly wait, the longest first. What was never run here is otherwise sorted by its size, and
 * these are small: their waiting would come last, when nothing else is left to be done meanwhile.
 */
export const WAITING = [
  'example/test/bundles/whole-story.test.ts',
  'example/test/bundles/alipay.failures.test.ts',
  'example/test/bundles/weapp.failures.test.ts',
  'packages/bench/test/real.test.ts',
  'packages/guides/src/logging-in.test.tsx',
  'example/test/bundles/alipay.outages.test.ts',
  'example/test/bundles/weapp.outages.test.ts',
  'example/test/e2e/h5.story.test.ts',
  'example/test/e2e/h5.lab.test.ts',
];

/** Begins with the files that mostly wait, so that the others run meanwhile. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const waits = sorted.filter((file) => placeOf(file) >= 0).sort((a, b) => placeOf(a) - placeOf(b));
    return [...waits, ...sorted.filter((file) => placeOf(file) < 0)];
  }
}

const placeOf = ({ moduleId }: TestSpecification) => WAITING.findIndex((path) => moduleId.endsWith(`/${path}`));
