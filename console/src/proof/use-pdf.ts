import { useEffect, useState } from 'react';

import { openPdf, type OpenPdf } from './pdf';

interface State {
  url: string;
  password?: string;
  pdf?: OpenPdf;
  error?: unknown;
}

// The PDF at this address: nothing while it opens.
export function usePdf(url: string, password?: string): Pick<State, 'pdf' | 'error'> {
  const [state, setState] = useState<State>({ url, password });
  useEffect(() => {
    let pdf: OpenPdf | undefined;
    let gone = false;
    openPdf(url, password)
      .then((opened) => {
        pdf = opened;
        if (gone) opened.close();
        else setState({ url, password, pdf: opened });
      })
      .catch((error: unknown) => {
        if (!gone) setState({ url, password, error });
      });
    return () => {
      gone = true;
      pdf?.close();
    };
  }, [url, password]);
  return state.url === url && state.password === password ? state : {};
}
