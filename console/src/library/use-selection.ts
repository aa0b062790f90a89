import { useCallback, useState } from 'react';

import type { DocumentInfo } from '../api/types';

// The chosen documents, by id.
export function useSelection() {
  const [selected, setSelected] = useState<ReadonlyMap<string, DocumentInfo>>(new Map());
  const toggle = useCallback((document: DocumentInfo) => {
    setSelected((now) => {
      const next = new Map(now);
      if (!next.delete(document.document_id)) next.set(document.document_id, document);
      return next;
    });
  }, []);
  const choose = useCallback((documents: DocumentInfo[]) => {
    setSelected(new Map(documents.map((document) => [document.document_id, document])));
  }, []);
  return { selected, toggle, choose };
}
