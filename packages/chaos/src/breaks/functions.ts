import type { Break } from '../bundle';

/** A function of the user, or of the platform, may throw or act at any moment. */
export const functions: readonly Break[] = [
  {
    name: 'end of a turn in its finally',
    file: 'packages/core/src/ports/turns.ts',
    original: `    try {
      return task();
    } finally {
      finish();
    }`,
    broken: `    const result = task();
    finish();
    return result;`,
  },
  {
    name: 'generation check at the entry',
    file: 'packages/core/src/ports/turns.ts',
    original: `    if (lifetime?.isOver) return;
`,
    broken: '',
  },
  {
    name: 'generation check of what waited for the end of a turn',
    file: 'packages/core/src/ports/turns.ts',
    original: 'waiting.push(() => lifetime?.isOver || task(value as Value));',
    broken: 'waiting.push(() => task(value as Value));',
  },
  {
    name: 'deferring of what a question calls',
    file: 'packages/core/src/ports/turns.ts',
    original: 'if (!isBusy) return run(task);',
    broken: `if (isBusy) return task();
      return run(task);`,
  },
  {
    name: 'catching of what a question throws',
    file: 'packages/core/src/ports/turns.ts',
    original: `return atOnce(question());
    } catch (thrown) {
      threw(thrown, name);
      return undefined;`,
    broken: `return atOnce(question());
    } catch (thrown) {
      threw(thrown, name);
      throw thrown;`,
  },
  {
    name: 'fallback where a delay cannot be had',
    file: 'packages/core/src/connection/retry.ts',
    original:
      "return turns.ask('reconnect.jitter', () => waitAfter({ attempt, cause }, downtime, reconnect, random)) ?? maxDelay;",
    broken: 'return waitAfter({ attempt, cause }, downtime, reconnect, random);',
  },
  {
    name: "containing of the platform's hints",
    file: 'packages/taro/src/platform/network-status.ts',
    original: 'contained(() => taroApi.onNetworkStatusChange()?.(hear));',
    broken: 'taroApi.onNetworkStatusChange()?.(hear);',
  },
];
