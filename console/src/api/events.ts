import type { EventSourceMessage } from 'eventsource-parser/stream';

import { send } from './client';
import { eventsOf } from './event-stream';
import { ApiProblem } from './problem';
import type { Counts, DocumentInfo } from './types';

export interface EventHandlers {
  // Now and after every break: what came meanwhile is not told again.
  onConnected: () => void;
  onCounts: (counts: Counts) => void;
  // What changed; `complete` is false when there was more than fits: fetch the list again.
  onDocuments: (documents: DocumentInfo[], complete: boolean) => void;
}

const kAgainAfter = 3000; // milliseconds

function handle(event: EventSourceMessage, handlers: EventHandlers) {
  if (event.event === 'counts') handlers.onCounts(JSON.parse(event.data) as Counts);
  if (event.event === 'documents') {
    const { documents, complete } = JSON.parse(event.data) as { documents: DocumentInfo[]; complete: boolean };
    handlers.onDocuments(documents, complete);
  }
}

async function readEvents(handlers: EventHandlers, signal: AbortSignal) {
  const { body } = await send('/events', { accept: 'text/event-stream', signal });
  if (!body) return;
  handlers.onConnected();
  for await (const event of eventsOf(body)) handle(event, handlers);
}

// Follows the documents that one may read, until the returned function is called or the session ends. Connects again
// after a broken connection. Not by EventSource, which cannot say in which language reasons are wanted.
export function followEvents(handlers: EventHandlers): () => void {
  const control = new AbortController();
  const follow = async () => {
    while (!control.signal.aborted) {
      try {
        await readEvents(handlers, control.signal);
      } catch (error) {
        if (error instanceof ApiProblem && (error.status === 401 || error.status === 403)) return;
      }
      await new Promise((resolve) => setTimeout(resolve, kAgainAfter));
    }
  };
  void follow();
  return () => control.abort();
}
