import RotateCw from 'lucide-react/icons/rotate-cw';

import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { explain } from '../kit/explain';
import styles from './dock-failures.module.css';
import { groupFailures } from './dock-summary';
import { UnlockForm } from './unlock-form';
import type { Upload } from './upload-queue';

const kNamed = 3;

interface DockFailuresProperties {
  uploads: readonly Upload[];
  onRetry: () => void;
  onUnlocked: (queued: DocumentInfo[]) => void;
}

// What failed, by reason, with one button for all, and one password for all that need one.
export function DockFailures({ uploads, onRetry, onUnlocked }: DockFailuresProperties) {
  const { t } = useLanguage();
  const groups = groupFailures(uploads, ({ document, problem }) => document?.reason || explain(problem, t));
  const count = groups.reduce((sum, group) => sum + group.uploads.length, 0);
  const locked = uploads.flatMap(({ state, document }) =>
    state === 'failed' && document?.needs_password ? [document] : [],
  );
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
      {locked.length > 0 && <UnlockForm documents={locked} onUnlocked={onUnlocked} />}
      {count > locked.length && (
        <Button icon={<RotateCw size={16} />} onClick={onRetry}>
          {t('dock.retryAll', { count: count - locked.length })}
        </Button>
      )}
    </div>
  );
}
