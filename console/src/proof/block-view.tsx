import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useMemo, useRef } from 'react';

import { getBlocks } from '../api/documents';
import { useLanguage } from '../i18n/language';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { BlockItem } from './block-item';
import styles from './block-view.module.css';
import { findQuote } from './find-quote';
import { pageName } from './page-name';
import type { ProofTarget } from './target';

const kShareAbove = 0.3; // of the window, above the mark

// A document without pages of its own: its headings, paragraphs, lists and tables, the quoted words marked.
export function BlockView({ target }: { target: ProofTarget }) {
  const { t } = useLanguage();
  const scroller = useRef<HTMLDivElement>(null);
  const { documentId, revision, quote, blockBegin, blockEnd } = target;
  const content = useQuery({
    queryKey: ['document', documentId, 'blocks', revision],
    queryFn: () => getBlocks(documentId, revision),
    staleTime: Infinity, // a revision never changes
  });
  const blocks = content.data?.blocks;
  const ranges = useMemo(
    () => (blocks ? findQuote(blocks, quote, blockBegin, blockEnd) : []),
    [blocks, quote, blockBegin, blockEnd],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !blocks) return;
    const place = element.querySelector<HTMLElement>('[data-proof-mark]') ?? element.querySelector('[data-beside]');
    if (!place) {
      element.scrollTop = 0;
      return;
    }
    const top = place.getBoundingClientRect().top - element.getBoundingClientRect().top + element.scrollTop;
    element.scrollTop = top - element.clientHeight * kShareAbove;
  }, [blocks, ranges]);

  if (content.isPending) return <Skeleton lines={12} />;
  if (content.isError) {
    return (
      <div className={styles.problem}>
        <ProblemNote title={t('proof.failed')} error={content.error} onRetry={() => void content.refetch()} />
      </div>
    );
  }
  if (content.data.blocks.length === 0) {
    const unread = content.data.pages.some((page) => page.needs_recognition);
    return <Empty title={t(unread ? 'proof.unread' : 'proof.empty')} />;
  }

  const { format, pages } = content.data;
  return (
    <div className={styles.view} ref={scroller} tabIndex={0} role="region" aria-label={t('proof.label')}>
      <article className={styles.text}>
        {quote && ranges.length === 0 && <p className={styles.notMarked}>{t('proof.notMarked')}</p>}
        {content.data.blocks.map((block, index) => {
          const turns = block.page > 0 && block.page !== content.data.blocks[index - 1]?.page;
          const written =
            block.origin === 'vision_model' &&
            (turns || content.data.blocks[index - 1]?.origin !== 'vision_model');
          const ofBlock = ranges.filter((range) => range.block === block.block);
          const inside = block.block >= blockBegin && block.block < blockEnd;
          const beside = inside && (!quote || ranges.length === 0);
          return (
            <div key={block.block} className={styles.place} data-beside={beside || undefined}>
              {turns && (
                <div className={styles.page}>{pageName(t, format, block.page, pages[block.page - 1]?.label)}</div>
              )}
              {written && <div className={styles.page}>{t('origin.vision_model')}</div>}
              <BlockItem block={block} ranges={ofBlock} />
            </div>
          );
        })}
      </article>
    </div>
  );
}
