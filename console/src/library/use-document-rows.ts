import { keepPreviousData, useQueries } from '@tanstack/react-query';

import { type DocumentFilter, listDocuments } from '../api/documents';
import type { DocumentInfo } from '../api/types';

export const kPageRows = 200;

// The rows around [first, last] of the list that a filter leaves; the others are fetched when they come near.
export function useDocumentRows(filter: DocumentFilter, first: number, last: number) {
  const firstPage = Math.floor(Math.max(0, first) / kPageRows);
  const lastPage = Math.max(firstPage, Math.floor(Math.max(0, last) / kPageRows));
  const wanted = [...new Set([0, ...Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)])];
  const pages = useQueries({
    queries: wanted.map((page) => ({
      queryKey: ['documents', filter, page],
      queryFn: () => listDocuments(filter, page * kPageRows, kPageRows),
      placeholderData: keepPreviousData,
    })),
  });
  const head = pages[0];
  const at = (row: number): DocumentInfo | undefined => {
    const page = pages[wanted.indexOf(Math.floor(row / kPageRows))];
    return page?.data?.documents[row % kPageRows];
  };
  return { total: head?.data?.total, at, error: head?.error, refetch: () => void head?.refetch() };
}

// Every document that a filter leaves, for actions on all of them.
export async function listAll(filter: DocumentFilter): Promise<DocumentInfo[]> {
  const kAtOnce = 1000;
  const all: DocumentInfo[] = [];
  for (;;) {
    const { documents, total } = await listDocuments(filter, all.length, kAtOnce);
    all.push(...documents);
    if (documents.length === 0 || all.length >= total) return all;
  }
}
