import { useCallback, useEffect, useInsertionEffect, useRef, useState } from 'react';

/** Whether a component hears its socket. */
interface Ear {
  /** Asked for each thing to hear. What is not heard is missed. */
  hears(): boolean;
  /** Another round listens anew, for something was missed. */
  readonly round: number;
}

/**
 * Lets a component that shares a socket hear nothing of it while it is not enabled. It goes on listening meanwhile, so
 * that turning it off and on fetches nothing again, unless it has missed something.
 */
export function useEar(isEnabled: boolean): Ear {
  const [round, begin] = useState(0);
  const ear = useRef({ isOpen: false, hasMissed: false, round }).current;
  useInsertionEffect(() => {
    if (!isEnabled) ear.isOpen = false;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const isNew = ear.round !== round;
    ear.round = round;
    // Deaf until then: what comes now is behind what was missed.
    if (ear.hasMissed && !isNew) return begin(round + 1);
    ear.isOpen = true;
    ear.hasMissed = false;
  }, [ear, isEnabled, round]);
  const hears = useCallback(() => {
    ear.hasMissed ||= !ear.isOpen;
    return ear.isOpen;
  }, [ear]);
  return { hears, round };
}
