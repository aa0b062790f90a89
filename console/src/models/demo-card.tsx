import type { Models } from '../api/types';
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import styles from './models-page.module.css';

// The small model for trying the house out.
export function DemoCard({ demo, busy, onFetch }: { demo: Models['demo']; busy: boolean; onFetch: () => void }) {
  const { t, language } = useLanguage();
  const size = formatBytes(language, demo.bytes);
  return (
    <section className={styles.card} data-demo-model>
      <h2>{t('models.demo')}</h2>
      <p>
        <strong>{demo.name}</strong> · {size} · {t('models.licence', { licence: demo.licence })}
      </p>
      <p className={styles.second}>{t('models.demo.text')}</p>
      <div>
        <Button onClick={onFetch} busy={busy}>
          {t('models.demo.fetch', { size, licence: demo.licence })}
        </Button>
      </div>
    </section>
  );
}
