import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

import type { Library } from '../api/types';
import { useStored } from '../kit/use-stored';
import { useLibraries } from './use-libraries';

// Which library one works in: that of the address ("in"), else the one chosen last; none is all.
export function useScope() {
  const [parameters, setParameters] = useSearchParams();
  const [stored, store] = useStored('wenyuan.scope', '');
  const libraries = useLibraries();
  const wanted = parameters.get('in') ?? stored;
  const library: Library | undefined = libraries.data?.find(({ id }) => id === wanted);

  const choose = useCallback(
    (id: string) => {
      store(id);
      setParameters(
        (now) => {
          if (id) now.set('in', id);
          else now.delete('in');
          return now;
        },
        { replace: true },
      );
    },
    [setParameters, store],
  );
  return { library, libraries: libraries.data, choose };
}
