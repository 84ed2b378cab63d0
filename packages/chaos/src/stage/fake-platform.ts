import { createFakeTaro } from '@heartbeat-socket/testing';

/** The platform under the hook; each schedule begins with a reset of it. */
export const fake = createFakeTaro({ platform: 'weapp' });
