import { createElement } from 'react';

import type { Block } from '../api/types';
import { cx } from '../kit/cx';
import { BlockTable } from './block-table';
import { BlockText } from './block-text';
import styles from './block-view.module.css';
import type { QuoteRange } from './find-quote';

const kDeepest = 6;

interface BlockItemProperties {
  block: Block;
  ranges: QuoteRange[];
  beside: boolean; // a line at its side: the passage one looks for
}

export function BlockItem({ block, ranges, beside }: BlockItemProperties) {
  const text = <BlockText text={block.text} ranges={ranges} />;
  const side = beside && styles.beside;
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(kDeepest, Math.max(1, block.level));
      return createElement(`h${level}`, { className: cx(styles.heading, side) }, text);
    }
    case 'list_item':
      return (
        <div className={cx(styles.item, side)} style={{ marginLeft: `${Math.max(1, block.level) * 20}px` }}>
          {text}
        </div>
      );
    case 'table':
      return (
        <div className={cx(styles.block, side)}>
          {block.table && <BlockTable table={block.table} ranges={ranges} />}
        </div>
      );
    case 'code':
      return (
        <pre className={cx(styles.code, side)}>
          <code>{text}</code>
        </pre>
      );
    case 'caption':
    case 'note':
    case 'page_header':
      return <p className={cx(styles.small, side)}>{text}</p>;
    default:
      return <p className={cx(styles.block, side)}>{text}</p>;
  }
}
