import { getDocument, retryDocument } from '../api/documents';
import { ApiProblem } from '../api/problem';
import type { DocumentInfo, Received } from '../api/types';
import { uploadFile } from '../api/upload';
import type { FoundFile } from './dropped-files';

export interface Upload {
  id: number;
  name: string;
  library: string;
  file: File;
  // waiting and sending are ours; the others are the server's word about the document.
  state: 'waiting' | 'sending' | 'working' | 'ready' | 'failed' | 'same';
  sent: number; // bytes
  document?: DocumentInfo;
  problem?: unknown; // why it was not received
}

type Send = typeof uploadFile;

const kAtOnce = 3; // browsers open six connections to a server; questions need some too

// Sends files one after another and follows each until it can be asked about. Told apart from the page that
// started it, so that one may leave that page.
export class UploadQueue {
  private uploads: readonly Upload[] = [];
  private readonly listeners = new Set<() => void>();
  private control = new AbortController();
  private next = 0;

  constructor(private readonly send: Send = uploadFile) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = () => this.uploads;

  add(library: string, files: FoundFile[]) {
    const added = files.map(
      ({ name, file }): Upload => ({ id: ++this.next, name, library, file, state: 'waiting', sent: 0 }),
    );
    this.set([...this.uploads, ...added]);
    this.fill();
  }

  // What the server says about documents that we sent.
  hear(documents: DocumentInfo[]) {
    const news = new Map(documents.map((document) => [document.document_id, document]));
    if (!this.uploads.some(({ document }) => document && news.has(document.document_id))) return;
    this.set(
      this.uploads.map((upload) => {
        const document = upload.document && news.get(upload.document.document_id);
        return document ? { ...upload, document, state: stateOf(document) } : upload;
      }),
    );
  }

  // Again what was not received, and what the server could not read; not what needs a password.
  retryFailed() {
    const failed = ({ state, document }: Upload) => state === 'failed' && !document?.needs_password;
    for (const upload of this.uploads.filter(failed)) {
      if (!upload.document) {
        this.change(upload.id, { state: 'waiting', sent: 0, problem: undefined });
      } else {
        this.change(upload.id, { state: 'working' });
        retryDocument(upload.document.document_id)
          .then((document) => this.hear([document]))
          .catch((problem: unknown) => this.change(upload.id, { state: 'failed', problem }));
      }
    }
    this.fill();
  }

  // Asks again about those whose news may have been missed.
  async refresh() {
    const working = this.uploads.flatMap(({ state, document }) => (state === 'working' && document ? [document] : []));
    const found = await Promise.allSettled(working.slice(0, 20).map(({ document_id }) => getDocument(document_id)));
    this.hear(found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  }

  // Stops what is not sent yet; what the server has goes on.
  stop() {
    this.control.abort();
    this.control = new AbortController();
    this.set(this.uploads.filter(({ state }) => state !== 'waiting' && state !== 'sending'));
  }

  clear() {
    this.stop();
    this.set([]);
  }

  private fill() {
    const sending = this.uploads.filter(({ state }) => state === 'sending').length;
    const waiting = this.uploads.filter(({ state }) => state === 'waiting');
    for (const upload of waiting.slice(0, Math.max(0, kAtOnce - sending))) this.start(upload);
  }

  private start(upload: Upload) {
    this.change(upload.id, { state: 'sending' });
    const onSent = (sent: number) => this.change(upload.id, { sent });
    this.send(upload.library, upload.name, upload.file, onSent, this.control.signal)
      .then((received: Received) => {
        const { document, unchanged } = received;
        const state = unchanged && document.state === 'ready' ? 'same' : stateOf(document);
        this.change(upload.id, { state, document, sent: upload.file.size });
      })
      .catch((problem: unknown) => {
        const stopped = problem instanceof ApiProblem && problem.code === 'stopped';
        if (!stopped) this.change(upload.id, { state: 'failed', problem });
      })
      .finally(() => this.fill());
  }

  private change(id: number, change: Partial<Upload>) {
    this.set(this.uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
  }

  private set(uploads: readonly Upload[]) {
    this.uploads = uploads;
    for (const listener of this.listeners) listener();
  }
}

function stateOf(document: DocumentInfo): Upload['state'] {
  return document.state === 'ready' || document.state === 'failed' ? document.state : 'working';
}
