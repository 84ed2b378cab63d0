import type { ComponentType, PropsWithChildren } from 'react';
import * as React from 'react';

/** Whether React shows what is in an `<Activity>`, or hides it and keeps its state. */
export type Mode = 'visible' | 'hidden';

/** React 19's `<Activity>`. React 18 has none, and its types are in use here. */
export const { Activity } = React as unknown as {
  readonly Activity?: ComponentType<PropsWithChildren<{ mode: Mode }>>;
};
