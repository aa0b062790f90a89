import { address, request } from './client';
import type { Blocks, Chunk, DocumentInfo, DocumentState, LineageStep, Readers, Revision } from './types';

export interface DocumentFilter {
  library?: string;
  state?: DocumentState;
  name?: string;
  format?: string;
}

export interface DocumentPage {
  total: number;
  offset: number;
  documents: DocumentInfo[];
}

const kBlocksAtOnce = 10_000;
const kReadersAtOnce = 1_000; // as the server has it

export const listDocuments = (filter: DocumentFilter, offset = 0, limit = 200) =>
  request<DocumentPage>('/documents', { query: { ...filter, offset, limit } });
export const getDocument = (id: string) => request<DocumentInfo>(`/documents/${id}`);
export const deleteDocument = (id: string) => request<void>(`/documents/${id}`, { method: 'DELETE' });
export const retryDocument = (id: string) => request<DocumentInfo>(`/documents/${id}/retry`, { method: 'POST' });

export const unlockDocument = (id: string, password: string) =>
  request<DocumentInfo>(`/documents/${id}/password`, { method: 'POST', body: { password } });
// Lets so many of its scanned pages be read, and tries those again that failed.
export const recogniseDocument = (id: string, pages: number) =>
  request<DocumentInfo>(`/documents/${id}/recognition`, { method: 'POST', body: { pages } });
export const thumbnailAddress = (id: string) => address(`/documents/${id}/thumbnail`);

export const getReaders = (id: string) => request<Readers>(`/documents/${id}/readers`);
export const setReaders = (id: string, readers: string[] | null) =>
  request<Readers>(`/documents/${id}/readers`, {
    method: 'PUT',
    body: readers ? { restricted: true, readers } : { restricted: false },
  });

// All of them, so many at once.
export async function setReadersOfAll(documents: string[], readers: string[] | null) {
  const named = readers ? { restricted: true, readers } : { restricted: false };
  for (let at = 0; at < documents.length; at += kReadersAtOnce) {
    const some = documents.slice(at, at + kReadersAtOnce);
    await request('/documents/readers', { method: 'POST', body: { documents: some, ...named } });
  }
}

export const listRevisions = async (id: string) =>
  (await request<{ revisions: Revision[] }>(`/documents/${id}/revisions`)).revisions;
export const getChunks = async (id: string, revision: number) =>
  (await request<{ chunks: Chunk[] }>(`/documents/${id}/revisions/${revision}/chunks`)).chunks;
export const getLineage = async (id: string, revision: number) =>
  (await request<{ steps: LineageStep[] }>(`/documents/${id}/revisions/${revision}/lineage`)).steps;
export const originalAddress = (id: string, revision: number, download = false) =>
  address(`/documents/${id}/revisions/${revision}/original`, { download: download || undefined });

// The whole parsed document, however many pages of blocks it takes.
export async function getBlocks(id: string, revision: number): Promise<Blocks> {
  const page = (offset: number) =>
    request<Blocks>(`/documents/${id}/revisions/${revision}/blocks`, { query: { offset, limit: kBlocksAtOnce } });
  const all = await page(0);
  while (all.blocks.length < all.total) {
    const next = await page(all.blocks.length);
    if (next.blocks.length === 0) break;
    all.blocks.push(...next.blocks);
  }
  return all;
}

// Format and pages only.
export const getOutline = (id: string, revision: number) =>
  request<Blocks>(`/documents/${id}/revisions/${revision}/blocks`, { query: { limit: 1 } });
