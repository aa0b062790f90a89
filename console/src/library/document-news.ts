import type { DocumentInfo } from '../api/types';

type Listener = (documents: DocumentInfo[]) => void;

const listeners = new Set<Listener>();

// What the server said about documents, for those who wait for some of them (the dock of uploads).
export function announceDocuments(documents: DocumentInfo[]) {
  for (const listener of listeners) listener(documents);
}

export function onDocumentNews(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
