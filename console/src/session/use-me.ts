import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import { getMe } from '../api/account';
import { setCsrfToken } from '../api/client';
import { ApiProblem } from '../api/problem';
import type { Me } from '../api/types';

const kKey = ['me'];

// Who is signed in: undefined while unknown, null for nobody.
export function useMe() {
  return useQuery({
    queryKey: kKey,
    staleTime: Infinity,
    queryFn: async (): Promise<Me | null> => {
      try {
        const me = await getMe();
        setCsrfToken(me.csrf_token ?? '');
        return me;
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null;
        throw error;
      }
    },
  });
}

export function useSignedIn() {
  const queries = useQueryClient();
  return useCallback(
    (me: Me) => {
      setCsrfToken(me.csrf_token ?? '');
      queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
      queries.setQueryData(kKey, me);
    },
    [queries],
  );
}

export function useSignedOut() {
  const queries = useQueryClient();
  return useCallback(() => {
    setCsrfToken('');
    queries.setQueryData(kKey, null);
  }, [queries]);
}
