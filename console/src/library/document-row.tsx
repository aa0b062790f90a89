import Lock from 'lucide-react/icons/lock';

import type { DocumentInfo } from '../api/types';
import { Expiry } from '../ask/expiry';
import { formatBytes, formatCount, formatMoment, formatWhen } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import styles from './document-table.module.css';
import { DocumentThumb } from './document-thumb';
import { folderOf } from './folder-of';
import { StageStrip } from './stage-strip';
import type { useSelection } from './use-selection';

interface DocumentRowProperties {
  index: number;
  start: number; // pixels from the top of the list
  document: DocumentInfo | undefined; // undefined: on its way
  active: boolean;
  selection: ReturnType<typeof useSelection>;
  onOpen: (document: DocumentInfo) => void;
  onActive: () => void;
}

export function DocumentRow({ index, start, document, active, selection, onOpen, onActive }: DocumentRowProperties) {
  const { t, language } = useLanguage();
  const place = { transform: `translateY(${start}px)` };
  if (!document) return <div className={styles.row} style={place} role="row" aria-rowindex={index + 2} aria-busy />;

  const chosen = selection.selected.has(document.document_id);
  const changed = Date.parse(document.changed);
  const folder = folderOf(document.source_name);
  return (
    <div
      id={`row-${index}`}
      className={cx(styles.row, active && styles.active, chosen && styles.chosen)}
      style={place}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={chosen}
      data-document={document.document_id}
      onPointerDown={onActive}
      onDoubleClick={() => onOpen(document)}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          aria-label={t('library.selectRow', { name: document.title })}
          checked={chosen}
          tabIndex={-1}
          onChange={() => selection.toggle(document)}
        />
      </span>
      <span role="gridcell" className={styles.name}>
        <DocumentThumb document={document} />
        <a
          href={`#/documents/${document.document_id}`}
          className={styles.title}
          tabIndex={-1}
          title={document.source_name}
        >
          {document.title}
        </a>
        {document.restricted && <Lock size={12} aria-label={t('library.restricted')} />}
        <Expiry of={document} />
        {folder && <span className={styles.folder}>{folder}</span>}
      </span>
      <span role="gridcell" className={styles.format}>
        {document.format.toUpperCase()}
      </span>
      <span role="gridcell" className={styles.pages}>
        {document.pages > 0 ? formatCount(language, document.pages) : ''}
      </span>
      <span role="gridcell" className={styles.state}>
        <StageStrip document={document} />
      </span>
      <span role="gridcell" className={styles.revision}>
        {document.revision > 0 ? document.revision : ''}
      </span>
      <span role="gridcell" className={styles.size}>
        {formatBytes(language, document.bytes)}
      </span>
      <span role="gridcell" className={styles.changed} title={formatMoment(language, changed)}>
        {formatWhen(language, changed, Date.now())}
      </span>
    </div>
  );
}
