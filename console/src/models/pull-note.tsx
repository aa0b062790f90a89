import type { ModelPull } from '../api/types';
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import styles from './models-page.module.css';

// How far a model is that is being fetched, or why it did not come.
export function PullNote({ pull, busy, onStop }: { pull: ModelPull; busy: boolean; onStop: () => void }) {
  const { t, language } = useLanguage();
  if (pull.state === 'failed') {
    return (
      <p className={styles.bad} role="alert">
        {pull.reason}
      </p>
    );
  }
  if (pull.state !== 'running') return null;
  const fetching = t('models.fetching', { file: pull.file });
  return (
    <section className={styles.card} data-model-pull>
      <p className={styles.second} role="status">
        <progress className={styles.progress} aria-label={fetching} value={pull.bytes > 0 ? pull.done : undefined} max={pull.bytes || 1} />
        {fetching} {formatBytes(language, pull.done)}
        {pull.bytes > 0 && ` / ${formatBytes(language, pull.bytes)}`}
        {pull.bytes_per_second > 0 && ` · ${formatBytes(language, pull.bytes_per_second)}/s`}
      </p>
      <div>
        <Button onClick={onStop} busy={busy}>
          {t('common.cancel')}
        </Button>
      </div>
    </section>
  );
}
