import type { Scene } from './scene';

/** What a slow component takes to render: longer than React's time slice of 5 ms. */
const LONG = 8;

let passed = 0;
const began = performance.now();
// React asks this clock whether to pause. Moving it makes a render slow without taking the time. Nothing else moves it: on
// a busy machine React would pause where it likes, and the same schedule would not run the same way twice.
performance.now = () => began + passed;

const immediate = setImmediate;

/** Rendering this component takes long. */
export function renderSlowly({ change }: Scene): void {
  if (change.render) passed += LONG;
}

/** Does something in the next task, which comes before whatever React has not begun yet. */
export function inNextTask(task: () => void): void {
  immediate(task);
}
