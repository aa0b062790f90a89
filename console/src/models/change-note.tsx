import { Link } from 'react-router-dom';

import type { ModelChange } from '../api/types';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import styles from './models-page.module.css';

// What is being changed, or why it failed. What is done is seen in the list of models in use.
export function ChangeNote({ change }: { change: ModelChange }) {
  const { t } = useLanguage();
  if (change.state === 'done') return null;
  const failed = change.state === 'failed';
  return (
    <div className={cx(styles.note, failed && styles.bad)} role="status" data-model-change={change.state}>
      {failed && change.reason}
      {change.state === 'loading' &&
        t(change.percent > 0 ? 'models.loadingShare' : 'models.loading', {
          file: change.file,
          seconds: change.seconds,
          percent: change.percent,
        })}
      {change.state === 'embedding' && (
        <span>
          {change.before
            ? t('models.embedding', { file: change.file, before: change.before })
            : t('models.embeddingFirst', { file: change.file })}{' '}
          <Link to="/house/search">{t('models.howFar')}</Link>
        </span>
      )}
      {change.state === 'draining' && t(change.streams > 0 ? 'models.draining' : 'models.stopping', { file: change.before, count: change.streams })}
      {!failed && (
        <progress
          className={styles.progress}
          aria-label={t('models.progress')}
          value={change.state === 'loading' && change.percent > 0 ? change.percent : undefined}
          max={100}
        />
      )}
    </div>
  );
}
