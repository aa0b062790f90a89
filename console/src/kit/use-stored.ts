import { useCallback, useSyncExternalStore } from 'react';

const kChanged = 'wenyuan-stored';

function subscribe(callback: () => void) {
  addEventListener(kChanged, callback);
  addEventListener('storage', callback);
  return () => {
    removeEventListener(kChanged, callback);
    removeEventListener('storage', callback);
  };
}

// A small choice that survives a reload; the same for all who name the same key.
export function useStored(key: string, initial: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(subscribe, () => localStorage.getItem(key) ?? initial);
  const store = useCallback(
    (next: string) => {
      localStorage.setItem(key, next);
      dispatchEvent(new Event(kChanged));
    },
    [key],
  );
  return [value, store];
}
