import * as Tooltip from '@radix-ui/react-tooltip';
import type { ReactNode } from 'react';

import styles from './tip.module.css';

interface TipProperties {
  text: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactNode; // one element
}

// A few words on hover and on focus.
export function Tip({ text, side = 'bottom', children }: TipProperties) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className={styles.tip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
