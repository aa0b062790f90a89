import type { ModelPull, Models } from '../api/types';
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import styles from './models-page.module.css';

interface DemoCardProperties {
  demo: Models['demo'];
  pull: ModelPull | null;
  busy: boolean;
  onStart: () => void;
  onStop: () => void;
}

// The small model for trying the house out, and what is being fetched.
export function DemoCard({ demo, pull, busy, onStart, onStop }: DemoCardProperties) {
  const { t, language } = useLanguage();
  const running = pull?.state === 'running';
  if (demo.installed && !running && pull?.state !== 'failed') return null;
  const size = formatBytes(language, demo.bytes);
  return (
    <section className={styles.card} data-demo-model>
      {!demo.installed && (
        <>
          <h2>{t('models.demo')}</h2>
          <p>
            <strong>{demo.name}</strong> · {size} · {t('models.licence', { licence: demo.licence })}
          </p>
          <p className={styles.second}>{t('models.demo.text')}</p>
        </>
      )}
      {pull?.state === 'failed' && <p className={styles.bad}>{pull.reason}</p>}
      {running && (
        <p className={styles.second} role="status">
          <progress className={styles.progress} aria-label={t('models.fetching', { file: pull.file })}
            value={pull.bytes > 0 ? pull.done : undefined} max={pull.bytes || 1} />
          {t('models.fetching', { file: pull.file })} {formatBytes(language, pull.done)}
          {pull.bytes > 0 && ` / ${formatBytes(language, pull.bytes)}`}
          {pull.bytes_per_second > 0 && ` · ${formatBytes(language, pull.bytes_per_second)}/s`}
        </p>
      )}
      <div>
        {running ? (
          <Button onClick={onStop} busy={busy}>{t('common.cancel')}</Button>
        ) : (
          !demo.installed && (
            <Button onClick={onStart} busy={busy}>
              {t('models.demo.fetch', { size, licence: demo.licence })}
            </Button>
          )
        )}
      </div>
    </section>
  );
}
