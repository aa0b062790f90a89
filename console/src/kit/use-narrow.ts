import { useSyncExternalStore } from 'react';

const query = () => matchMedia('(max-width: 899px)');

function subscribe(callback: () => void) {
  const list = query();
  list.addEventListener('change', callback);
  return () => list.removeEventListener('change', callback);
}

// Below 900 px: the rail is at the bottom, panels are sheets.
export const useNarrow = () => useSyncExternalStore(subscribe, () => query().matches);
