import type { ReactNode } from 'react';

import type { Answer, Sentence } from '../api/types';
import { useLanguage } from '../i18n/language';
import styles from './comparison-table.module.css';
import { SentenceText } from './sentence-text';

interface ComparisonTableProperties {
  comparison: NonNullable<Answer['comparison']>;
  chips: (sentence: Sentence) => ReactNode;
}

// Things side by side, each cell with its proof.
export function ComparisonTable({ comparison, chips }: ComparisonTableProperties) {
  const { t } = useLanguage();
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('ask.compare.label')}>
      <table className={styles.table} data-comparison>
        <thead>
          <tr>
            <th scope="col">{t('ask.compare.aspect')}</th>
            {comparison.documents.map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {comparison.rows.map((row) => (
            <tr key={row.aspect}>
              <th scope="row">{row.aspect}</th>
              {row.cells.map((cell, index) => (
                <td key={index}>
                  {cell ? (
                    <>
                      {cell.cell ? (
                        <>
                          {cell.cell.value}
                          {cell.cell.unit && <span className={styles.unit}> {cell.cell.unit}</span>}
                        </>
                      ) : (
                        <SentenceText text={cell.text} spans={cell.spans} />
                      )}
                      {chips(cell)}
                    </>
                  ) : (
                    <span className={styles.none}>{t('ask.compare.none')}</span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
