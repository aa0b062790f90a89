import { getOutline } from '../api/documents';

// Format and pages of a revision, which never change.
export const outlineQuery = (documentId: string, revision: number) => ({
  queryKey: ['document', documentId, 'outline', revision],
  queryFn: () => getOutline(documentId, revision),
  staleTime: Infinity,
});
