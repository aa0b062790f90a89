import { useEffect, useState } from 'react';

import { openPdf, type OpenPdf } from './pdf';

interface State {
  url: string;
  pdf?: OpenPdf;
  error?: unknown;
}

// The PDF at this address: nothing while it opens.
export function usePdf(url: string): Omit<State, 'url'> {
  const [state, setState] = useState<State>({ url });
  useEffect(() => {
    let pdf: OpenPdf | undefined;
    let gone = false;
    openPdf(url)
      .then((opened) => {
        pdf = opened;
        if (gone) opened.close();
        else setState({ url, pdf: opened });
      })
      .catch((error: unknown) => {
        if (!gone) setState({ url, error });
      });
    return () => {
      gone = true;
      pdf?.close();
    };
  }, [url]);
  return state.url === url ? state : {};
}
