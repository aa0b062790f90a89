import type { ButtonHTMLAttributes, ReactNode } from 'react';

import { cx } from './cx';
import styles from './icon-button.module.css';
import { Tip } from './tip';

interface IconButtonProperties extends ButtonHTMLAttributes<HTMLButtonElement> {
  name: string; // what it does, for the tip and for readers of the screen
  icon: ReactNode;
  hint?: string; // its key
}

export function IconButton({ name, icon, hint, className, ...rest }: IconButtonProperties) {
  return (
    <Tip text={hint ? `${name}  ${hint}` : name}>
      <button type="button" className={cx(styles.button, className)} aria-label={name} {...rest}>
        {icon}
      </button>
    </Tip>
  );
}
