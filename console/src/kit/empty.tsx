import type { ReactNode } from 'react';

import styles from './empty.module.css';

interface EmptyProperties {
  icon?: ReactNode;
  title: string;
  text?: string;
  children?: ReactNode; // the next step
}

// What is said where there is nothing: why, and what to do next.
export function Empty({ icon, title, text, children }: EmptyProperties) {
  return (
    <div className={styles.empty}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <h2 className={styles.title}>{title}</h2>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}
