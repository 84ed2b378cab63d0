import type { Scene } from './scene';

/** What a slow component takes to render: longer than React's time slice of 5 ms. */
const LONG = 8;

let passed = 0;
const { now } = performance;
// React asks this clock whether to pause. Moving it makes a render slow without taking the time.
performance.now = () => now.call(performance) + passed;

const immediate = setImmediate;

/** Rendering this component takes long. */
export function renderSlowly({ change }: Scene): void {
  if (change.render) passed += LONG;
}

/** Does something in the next task, which comes before whatever React has not begun yet. */
export function inNextTask(task: () => void): void {
  immediate(task);
}
