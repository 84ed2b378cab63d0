/** In the order of the page. */
export const SCENARIO_NAMES = [
  'half-open',
  'recovery',
  'herd',
  'render',
  'set-data',
  'throughput',
  'churn',
  'traffic',
  'size',
] as const;

export type ScenarioName = (typeof SCENARIO_NAMES)[number];
