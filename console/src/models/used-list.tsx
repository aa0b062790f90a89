import type { UsedModel } from '../api/types';
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { cx } from '../kit/cx';
import styles from './models-page.module.css';

interface UsedListProperties {
  used: UsedModel[];
  busy: boolean;
  onUnload: (role: string) => void;
}

// The models in use by role, how each fares, and why one was started again.
export function UsedList({ used, busy, onUnload }: UsedListProperties) {
  const { t, language } = useLanguage();
  const roles = ['generator', 'embedder', 'reranker'] as const;
  return (
    <ul className={styles.used}>
      {roles.map((role) => {
        const here = used.filter((one) => one.role === role);
        if (here.length === 0) {
          return (
            <li key={role} data-model-role={role}>
              <span className={styles.role}>{t(`models.role.${role}`)}</span>
              <span className={cx(styles.what, styles.second)}>{t(`models.none.${role}`)}</span>
            </li>
          );
        }
        return here.map((one) => (
          <li key={role + one.file + one.server} data-model-role={role} data-model-state={one.state}>
            <span className={styles.role}>{t(`models.role.${role}`)}</span>
            <span className={styles.what}>
              <strong className={styles.file}>{one.file || one.server || t('models.notFound')}</strong>
              <span className={cx(styles.state, one.state === 'away' && styles.bad)}>
                {t(`models.state.${one.state}`)}
                {one.resident > 0 && ` · ${formatBytes(language, one.resident)}`}
                {one.restarts > 0 && ` · ${t('models.restarts', { count: one.restarts })}`}
              </span>
              {one.reason && <span className={styles.second}>{one.reason}</span>}
              {one.restarts > 0 && one.last_end && !one.reason && (
                <span className={styles.second}>{t('models.lastEnd', { reason: one.last_end })}</span>
              )}
              {role !== 'embedder' && one.by_settings && <span className={styles.second}>{t('models.bySettings')}</span>}
            </span>
            {role !== 'embedder' && !one.server && (
              <Button onClick={() => onUnload(role)} disabled={busy}>
                {t('models.unload')}
              </Button>
            )}
          </li>
        ));
      })}
    </ul>
  );
}
