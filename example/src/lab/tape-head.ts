import { useEffect, useState } from 'react';
import { realNow } from './simulations';

/** How often the picture is moved on, in milliseconds; in between, the style sheet slides it. */
export const TICK = 1_000;

/** The time at the right end of the picture when the slide that has just begun is over. */
export function useTapeHead(): number {
  const [head, setHead] = useState(() => realNow() + TICK);
  useEffect(() => {
    const id = setInterval(() => setHead(realNow() + TICK), TICK);
    return () => clearInterval(id);
  }, []);
  return head;
}
