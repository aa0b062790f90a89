import { address } from './client';
import type { Counts, DocumentInfo } from './types';

export interface EventHandlers {
  onCounts: (counts: Counts) => void;
  // What changed; `complete` is false when there was more than fits: fetch the list again.
  onDocuments: (documents: DocumentInfo[], complete: boolean) => void;
}

// Follows the documents that one may read, until the returned function is called. The browser connects again
// by itself after a broken connection.
export function followEvents(handlers: EventHandlers): () => void {
  const source = new EventSource(address('/events'));
  source.addEventListener('counts', (event) => handlers.onCounts(JSON.parse(event.data) as Counts));
  source.addEventListener('documents', (event) => {
    const { documents, complete } = JSON.parse(event.data) as { documents: DocumentInfo[]; complete: boolean };
    handlers.onDocuments(documents, complete);
  });
  source.addEventListener('error', (event) => {
    // The server's own last word, when the session ended, carries data; a broken connection does not.
    if ('data' in event) source.close();
  });
  return () => source.close();
}
