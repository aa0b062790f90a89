import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';

import type { DocumentFilter } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useNarrow } from '../kit/use-narrow';
import { DocumentRow } from './document-row';
import styles from './document-table.module.css';
import { listAll, useDocumentRows } from './use-document-rows';
import type { useSelection } from './use-selection';

const kRow = 32; // pixels
const kNarrowRow = 56;
const kColumns = ['name', 'format', 'pages', 'state', 'revision', 'size', 'changed'] as const;

interface DocumentTableProperties {
  filter: DocumentFilter;
  selection: ReturnType<typeof useSelection>;
  onOpen: (document: DocumentInfo) => void;
  onDelete: () => void;
  empty: ReactNode;
}

// Any number of documents: only the rows in sight exist, and only their part of the list is fetched.
export function DocumentTable({ filter, selection, onOpen, onDelete, empty }: DocumentTableProperties) {
  const { t } = useLanguage();
  const narrow = useNarrow();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [range, setRange] = useState<[number, number]>([0, 0]);
  const rows = useDocumentRows(filter, ...range);
  const total = rows.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? kNarrowRow : kRow),
    overscan: 8,
    onChange: ({ range: seen }) => {
      if (seen) setRange(([first, last]) => (first === seen.startIndex && last === seen.endIndex ? [first, last] : [seen.startIndex, seen.endIndex]));
    },
  });

  const chooseAll = async () =>
    selection.choose(selection.selected.size >= total && total > 0 ? [] : await listAll(filter));
  const move = (to: number) => {
    const next = Math.max(0, Math.min(total - 1, to));
    setActive(next);
    virtual.scrollToIndex(next);
  };
  const onKey = (event: KeyboardEvent) => {
    const document = rows.at(active);
    const pageful = Math.max(1, range[1] - range[0]);
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(active + 1),
      ArrowUp: () => move(active - 1),
      PageDown: () => move(active + pageful),
      PageUp: () => move(active - pageful),
      Home: () => move(0),
      End: () => move(total - 1),
      Enter: () => document && onOpen(document),
      ' ': () => document && selection.toggle(document),
      Delete: onDelete,
      Escape: () => selection.choose([]),
    };
    const withModifier = event.ctrlKey || event.metaKey;
    const action = withModifier && event.key === 'a' ? () => void chooseAll() : !withModifier && actions[event.key];
    if (!action || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    action();
  };

  if (rows.error) {
    return (
      <div className={styles.problem}>
        <ProblemNote error={rows.error} onRetry={rows.refetch} />
      </div>
    );
  }
  if (rows.total === undefined) return <Skeleton lines={12} height={20} />;
  if (total === 0) return empty;
  return (
    <>
      <div
        ref={scroller}
        className={styles.table}
        role="grid"
        aria-label={t('library.title')}
        aria-rowcount={total + 1}
        aria-multiselectable
        aria-activedescendant={`row-${active}`}
        tabIndex={0}
        onKeyDown={onKey}
      >
        <div className={styles.head} role="row" aria-rowindex={1}>
          <span role="columnheader">
            <input
              type="checkbox"
              aria-label={t('library.column.select')}
              checked={selection.selected.size >= total}
              ref={(box) => {
                if (box) box.indeterminate = selection.selected.size > 0 && selection.selected.size < total;
              }}
              onChange={() => void chooseAll()}
            />
          </span>
          {kColumns.map((column) => (
            <span key={column} role="columnheader" className={styles[column]}>
              {t(`library.column.${column}`)}
            </span>
          ))}
        </div>
        <div className={styles.body} role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <DocumentRow
              key={index}
              index={index}
              start={start}
              document={rows.at(index)}
              active={index === active}
              selection={selection}
              onOpen={onOpen}
              onActive={() => setActive(index)}
            />
          ))}
        </div>
      </div>
      <p className={styles.count}>{t('library.count', { count: total })}</p>
    </>
  );
}
