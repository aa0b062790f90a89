import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export interface OpenProof {
  turn: string;
  kind: 'citation' | 'passage';
  index: number; // from 0
}

// Which proof of which turn is open: kept in the address, so that Back and reload work.
export function useProofAddress() {
  const [parameters, setParameters] = useSearchParams();
  const turn = parameters.get('turn');
  const kind = parameters.has('passage') ? 'passage' : 'citation';
  const number = Number(parameters.get(kind));
  const open: OpenProof | null = turn && number >= 1 ? { turn, kind, index: number - 1 } : null;

  const show = useCallback(
    (proof: OpenProof | null, replace = false) =>
      setParameters(
        (now) => {
          for (const name of ['turn', 'citation', 'passage', 'q']) now.delete(name);
          if (proof) {
            now.set('turn', proof.turn);
            now.set(proof.kind, String(proof.index + 1));
          }
          return now;
        },
        { replace },
      ),
    [setParameters],
  );
  return { open, show };
}
