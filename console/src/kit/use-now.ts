import { useEffect, useState } from 'react';

const kTick = 1000; // milliseconds

// The time, each second while it runs.
export function useNow(runs: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!runs) return;
    const timer = setInterval(() => setNow(Date.now()), kTick);
    return () => clearInterval(timer);
  }, [runs]);
  return now;
}
