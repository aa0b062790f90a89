import type { Table } from '../api/types';
import { BlockText } from './block-text';
import styles from './block-view.module.css';
import type { QuoteRange } from './find-quote';

export function BlockTable({ table, ranges }: { table: Table; ranges: QuoteRange[] }) {
  const cells = table.cells.map((cell, index) => ({ cell, index }));
  return (
    <div className={styles.tableRoom}>
      <table className={styles.table}>
        <tbody>
          {Array.from({ length: table.rows }, (_, row) => (
            <tr key={row}>
              {cells
                .filter(({ cell }) => cell.row === row)
                .map(({ cell, index }) => {
                  const Cell = cell.header ? 'th' : 'td';
                  const marked = ranges.filter((range) => range.cell === index);
                  return (
                    <Cell
                      key={index}
                      rowSpan={cell.row_span}
                      colSpan={cell.column_span}
                      className={marked.length > 0 ? styles.markedCell : undefined}
                    >
                      <BlockText text={cell.text} ranges={marked} />
                    </Cell>
                  );
                })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
