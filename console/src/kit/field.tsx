import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

import styles from './field.module.css';

interface FieldProperties extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
  problem?: string;
  after?: ReactNode; // a button inside the box, at its end
}

export function Field({ label, hint, problem, after, ...rest }: FieldProperties) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <input
          id={id}
          className={styles.input}
          aria-invalid={problem ? true : undefined}
          aria-describedby={note ? `${id}-note` : undefined}
          {...rest}
        />
        {after}
      </div>
      {note && (
        <p id={`${id}-note`} className={problem ? styles.problem : styles.hint} role={problem ? 'alert' : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
