import type { ComponentType, PropsWithChildren } from 'react';
import * as React from 'react';

/** What React 19 adds; the types in use are those of React 18. */
interface Added {
  readonly Activity: ComponentType<PropsWithChildren<{ mode: 'visible' | 'hidden' }>>;
  use<Value>(promise: Promise<Value>): Value;
}

export const { Activity, use } = React as unknown as Added;
