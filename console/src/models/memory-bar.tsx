import type { Models, UsedModel } from '../api/types';
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import styles from './models-page.module.css';

// What the models take by calculation, and what is free, as one bar with its numbers below.
export function MemoryBar({ used, memory }: { used: UsedModel[]; memory: Models['memory'] }) {
  const { t, language } = useLanguage();
  const sum = (part: 'weights' | 'cells' | 'work') => used.reduce((bytes, one) => bytes + one.memory[part], 0);
  const weights = sum('weights');
  const cells = sum('cells');
  const work = sum('work');
  const free = memory.available;
  const other = Math.max(0, memory.total - weights - cells - work - free);
  const parts = [
    { name: 'weights', bytes: weights },
    { name: 'cells', bytes: cells },
    { name: 'work', bytes: work },
    { name: 'other', bytes: other },
    { name: 'free', bytes: free },
  ] as const;
  const all = parts.reduce((bytes, part) => bytes + part.bytes, 0) || 1;
  return (
    <div>
      <div className={styles.bar} aria-hidden>
        {parts.map(({ name, bytes }) => (
          <span key={name} className={styles[name]} style={{ width: `${(100 * bytes) / all}%` }} />
        ))}
      </div>
      <dl className={styles.legend} data-model-memory>
        {parts.map(({ name, bytes }) => (
          <div key={name}>
            <dt>
              <i className={styles[name]} aria-hidden />
              {t(`models.memory.${name}`)}
            </dt>
            <dd>{formatBytes(language, bytes)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
