import { createFakeTaro } from '@heartbeat-socket/testing';
import { act } from '@testing-library/react';

/** One for each test file: runners load modules anew for each. */
export const fake = createFakeTaro({ platform: 'weapp', act });

// What else the pages use of Taro.
Object.assign(fake.taro, { useRouter: () => ({ params: { id: '42' } }) });
