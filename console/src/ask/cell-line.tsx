import type { Sentence } from '../api/types';
import { useLanguage } from '../i18n/language';
import styles from './cell-line.module.css';

// Where a value stands in its table: the headers of its row and column, the unit, the caption.
export function CellLine({ cell }: { cell: NonNullable<Sentence['cell']> }) {
  const { t } = useLanguage();
  const parts = [
    ['ask.cell.caption', cell.caption ?? ''],
    ['ask.cell.row', cell.row.join(' › ')],
    ['ask.cell.column', cell.column.join(' › ')],
    ['ask.cell.unit', cell.unit ?? ''],
  ] as const;
  return (
    <dl className={styles.cell} data-cell>
      {parts
        .filter(([, text]) => text)
        .map(([label, text]) => (
          <div key={label} className={styles.part}>
            <dt>{t(label)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
