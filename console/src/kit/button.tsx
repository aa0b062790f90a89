import type { ButtonHTMLAttributes, ReactNode } from 'react';

import styles from './button.module.css';
import { cx } from './cx';

interface ButtonProperties extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'main' | 'plain' | 'quiet' | 'danger';
  icon?: ReactNode;
  busy?: boolean;
}

// `main` is for the one main action of a view.
export function Button({ look = 'plain', icon, busy, className, children, disabled, ...rest }: ButtonProperties) {
  return (
    <button
      type="button"
      className={cx(styles.button, styles[look], busy && styles.busy, className)}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {icon}
      {children}
    </button>
  );
}
