import { cleanup, renderHook } from '@testing-library/react';
import * as React from 'react';
import { version as domVersion } from 'react-dom';
import { version as serverVersion } from 'react-dom/server';
import { afterEach, expect, it } from 'vitest';
import { useHeartbeatSocket } from '../../src';
import { Activity } from './react';

afterEach(cleanup);

it('React, its DOM and its server are of version 19', () => {
  expect([React.version, domVersion, serverVersion].map((version) => version.split('.')[0])).toEqual([
    '19',
    '19',
    '19',
  ]);
  expect(Activity).toBeDefined();
});

it('Testing Library renders with the React that the hook imports', () => {
  // Two copies of React would throw on the first hook.
  expect(renderHook(() => [React.useId(), useHeartbeatSocket(null).status]).result.current[1]).toBe('idle');
});
