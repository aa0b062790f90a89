import { createElement } from 'react';

import type { Block } from '../api/types';
import { BlockTable } from './block-table';
import { BlockText } from './block-text';
import styles from './block-view.module.css';
import type { QuoteRange } from './find-quote';

const kDeepest = 6;

interface BlockItemProperties {
  block: Block;
  ranges: QuoteRange[];
}

export function BlockItem({ block, ranges }: BlockItemProperties) {
  const text = <BlockText text={block.text} ranges={ranges} />;
  switch (block.kind) {
    case 'heading': {
      const level = Math.min(kDeepest, Math.max(1, block.level));
      return createElement(`h${level}`, { className: styles.heading }, text);
    }
    case 'list_item':
      return (
        <div className={styles.item} style={{ marginLeft: `${Math.max(1, block.level) * 20}px` }}>
          {text}
        </div>
      );
    case 'table':
      return (
        <div className={styles.block}>
          {block.table && <BlockTable table={block.table} ranges={ranges} />}
        </div>
      );
    case 'code':
    case 'formula':
      return (
        <pre className={styles.code}>
          <code>{text}</code>
        </pre>
      );
    case 'caption':
    case 'note':
    case 'page_header':
    case 'figure':
    case 'hidden':
      if (!block.text) return null; // a picture that nobody has described or read
      return <p className={styles.small}>{text}</p>;
    default:
      return <p className={styles.block}>{text}</p>;
  }
}
