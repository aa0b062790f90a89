import ChevronDown from 'lucide-react/icons/chevron-down';
import type { SelectHTMLAttributes } from 'react';

import { cx } from './cx';
import styles from './select.module.css';

interface SelectProperties extends SelectHTMLAttributes<HTMLSelectElement> {
  name: string;
  options: { value: string; label: string }[];
}

export function Select({ name, options, className, ...rest }: SelectProperties) {
  return (
    <span className={cx(styles.select, className)}>
      <select aria-label={name} {...rest}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden />
    </span>
  );
}
