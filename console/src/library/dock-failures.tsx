import RotateCw from 'lucide-react/icons/rotate-cw';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { explain } from '../kit/explain';
import styles from './dock-failures.module.css';
import { groupFailures } from './dock-summary';
import type { Upload } from './upload-queue';

const kNamed = 3;

interface DockFailuresProperties {
  uploads: readonly Upload[];
  onRetry: () => void;
}

// What failed, by reason, with one button for all.
export function DockFailures({ uploads, onRetry }: DockFailuresProperties) {
  const { t } = useLanguage();
  const groups = groupFailures(uploads, ({ document, problem }) => document?.reason || explain(problem, t));
  const count = groups.reduce((sum, group) => sum + group.uploads.length, 0);
  if (count === 0) return null;
  return (
    <div className={styles.failures}>
      <ul className={styles.groups}>
        {groups.map((group) => (
          <li key={group.reason}>
            <p>{group.reason}</p>
            <p className={styles.names}>
              {group.uploads
                .slice(0, kNamed)
                .map(({ name }) => name)
                .join(' · ')}
              {group.uploads.length > kNamed && ` ${t('library.delete.more', { count: group.uploads.length - kNamed })}`}
            </p>
          </li>
        ))}
      </ul>
      <Button icon={<RotateCw size={16} />} onClick={onRetry}>
        {t('dock.retryAll', { count })}
      </Button>
    </div>
  );
}
