import { useQuery } from '@tanstack/react-query';

import { useLanguage } from '../i18n/language';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { BlockView } from './block-view';
import { outlineQuery } from './outline-query';
import { PdfView } from './pdf-view';
import type { ProofTarget } from './target';

// The original as its format is best shown: pages for PDF, blocks for everything else.
export function OriginalView({ target }: { target: ProofTarget }) {
  const { t } = useLanguage();
  const outline = useQuery(outlineQuery(target.documentId, target.revision));
  if (outline.isPending) return <Skeleton lines={12} />;
  if (outline.isError) {
    return <ProblemNote title={t('proof.failed')} error={outline.error} onRetry={() => void outline.refetch()} />;
  }
  const { format, pages } = outline.data;
  if (format === 'pdf' && pages.length > 0) return <PdfView target={target} pages={pages} />;
  return <BlockView target={target} />;
}
