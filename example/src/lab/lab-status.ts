import { useEffect, useState } from 'react';
import { fetchLabStatus } from '../line/server-api';

/** Whether the server has a line lab, as far as is known. */
export type LabStatus = 'asking' | 'on' | 'off' | 'failed';

/** Asks the server once, and again on `ask`. */
export function useLabStatus(): { status: LabStatus; ask(): void } {
  const [status, setStatus] = useState<LabStatus>('asking');
  const [asked, setAsked] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the number that asks again
  useEffect(() => {
    let isCurrent = true;
    const tell = (told: LabStatus) => {
      if (isCurrent) setStatus(told);
    };
    fetchLabStatus().then(
      (isOn) => tell(isOn ? 'on' : 'off'),
      () => tell('failed'),
    );
    return () => {
      isCurrent = false;
    };
  }, [asked]);
  return {
    status,
    ask() {
      setStatus('asking');
      setAsked((times) => times + 1);
    },
  };
}
