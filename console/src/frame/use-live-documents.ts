import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import type { DocumentPage } from '../api/documents';
import { followEvents } from '../api/events';
import type { Counts, DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { announceDocuments } from '../library/document-news';

const kListEvery = 1000; // milliseconds; a busy import would otherwise fetch the list for every file

// Keeps every list and page in step with what the server does to the documents.
export function useLiveDocuments() {
  const queries = useQueryClient();
  const { language } = useLanguage();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let before: Counts | undefined;
    const fetchSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['documents'] });
        void queries.invalidateQueries({ queryKey: ['libraries'] });
      }, kListEvery);
    };
    fetchSoon();
    const stop = followEvents({
      onConnected: () => void queries.invalidateQueries({ queryKey: ['document'] }),
      onCounts: (counts) => {
        const changed = before && (Object.keys(counts) as (keyof Counts)[]).some((state) => counts[state] !== before?.[state]);
        before = counts;
        if (changed) fetchSoon();
      },
      onDocuments: (documents, complete) => {
        const byId = new Map(documents.map((document) => [document.document_id, document]));
        const known = new Set<string>();
        queries.setQueriesData<DocumentPage>({ queryKey: ['documents'] }, (page) => {
          if (!page) return page;
          const updated = page.documents.map((document) => {
            const news = byId.get(document.document_id);
            if (news) known.add(document.document_id);
            return news ?? document;
          });
          return { ...page, documents: updated };
        });
        for (const document of documents) {
          const key = ['document', document.document_id];
          const seen = queries.getQueryData<DocumentInfo>(key);
          if (!seen) continue;
          queries.setQueryData(key, document);
          if (seen.revision !== document.revision) void queries.invalidateQueries({ queryKey: key });
        }
        announceDocuments(documents);
        if (!complete || known.size < byId.size) fetchSoon();
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
    // Reasons come in the reader's language: with another one all is asked for again.
  }, [queries, language]);
}
