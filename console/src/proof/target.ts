import type { Box, Citation, Hit, TextOrigin } from '../api/types';

// A place in a revision of a document, to be shown marked.
export interface ProofTarget {
  documentId: string;
  title: string;
  library: string;
  revision: number;
  page: number; // 0: the format has no pages
  boxes: Box[];
  quote: string; // empty: the whole passage
  blockBegin: number;
  blockEnd: number;
  origin?: TextOrigin; // of the quote, where it is known
}

export const targetOfCitation = (citation: Citation): ProofTarget => ({
  documentId: citation.document_id,
  title: citation.title,
  library: citation.library,
  revision: citation.revision,
  page: citation.page,
  boxes: citation.boxes,
  quote: citation.quote,
  blockBegin: citation.block_begin,
  blockEnd: citation.block_end,
  origin: citation.origin,
});

export const targetOfHit = (hit: Hit): ProofTarget => ({
  documentId: hit.document_id,
  title: hit.title,
  library: hit.library,
  revision: hit.revision,
  page: hit.page,
  boxes: hit.boxes,
  quote: '',
  blockBegin: hit.block_begin,
  blockEnd: hit.block_end,
});

const encodeBox = (box: Box) =>
  [box.page, box.left, box.top, box.right, box.bottom].map((value) => Math.round(value * 10) / 10).join(',');

function decodeBox(text: string): Box | null {
  const [page, left, top, right, bottom, ...rest] = text.split(',').map(Number);
  const values = [page, left, top, right, bottom];
  if (rest.length > 0 || values.some((value) => value === undefined || !Number.isFinite(value))) return null;
  return { page, left, top, right, bottom } as Box;
}

// The address of the document's page with this place marked; whoever may read it sees the same.
export function addressOfTarget(target: ProofTarget): string {
  const parameters = new URLSearchParams({
    revision: String(target.revision),
    page: String(target.page),
    blocks: `${target.blockBegin}-${target.blockEnd}`,
  });
  if (target.boxes.length > 0) parameters.set('at', target.boxes.map(encodeBox).join(';'));
  if (target.quote) parameters.set('quote', target.quote);
  return `/documents/${target.documentId}?${parameters.toString()}`;
}

// The other way round; without such parameters the document from its start.
export function targetOfAddress(
  documentId: string,
  parameters: URLSearchParams,
  known: Pick<ProofTarget, 'title' | 'library' | 'revision'>,
): ProofTarget {
  const [blockBegin = 0, blockEnd = 0] = (parameters.get('blocks') ?? '').split('-').map(Number);
  const boxes = (parameters.get('at') ?? '').split(';').map(decodeBox);
  return {
    ...known,
    documentId,
    revision: Number(parameters.get('revision')) || known.revision,
    page: Number(parameters.get('page')) || 0,
    boxes: boxes.filter((box) => box !== null),
    quote: parameters.get('quote') ?? '',
    blockBegin: blockBegin || 0,
    blockEnd: blockEnd || 0,
  };
}
