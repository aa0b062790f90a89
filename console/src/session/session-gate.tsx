import { type ReactNode, useEffect, useState } from 'react';

import { onSignedOut } from '../api/client';
import { ProblemNote } from '../kit/problem-note';
import { EntryCard } from './entry-card';
import { SignInPage } from './sign-in-page';
import { useMe, useSignedOut } from './use-me';

// Shows its children to who is signed in, else the way in. The address stays, so that one goes on where one was.
export function SessionGate({ children }: { children: ReactNode }) {
  const me = useMe();
  const signedOut = useSignedOut();
  const [ended, setEnded] = useState(false);
  const someone = Boolean(me.data);

  useEffect(() => {
    onSignedOut(() => {
      setEnded(someone);
      signedOut();
    });
    return () => onSignedOut(() => {});
  }, [signedOut, someone]);

  if (me.isPending) return null;
  if (me.isError) {
    return (
      <EntryCard>
        <ProblemNote error={me.error} onRetry={() => void me.refetch()} />
      </EntryCard>
    );
  }
  return me.data ? children : <SignInPage ended={ended} />;
}
