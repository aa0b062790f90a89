import type { InstalledModel, UsedModel } from '../api/types';
import { formatBytes, formatCount } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import styles from './models-page.module.css';

interface InstalledTableProperties {
  installed: InstalledModel[];
  used: UsedModel[];
  busy: boolean;
  onUse: (model: InstalledModel) => void;
  onRemove: (model: InstalledModel) => void;
}

function billions(count: number) {
  if (count >= 1e9) return `${(count / 1e9).toFixed(2)}B`;
  return count >= 1e6 ? `${(count / 1e6).toFixed(1)}M` : `${Math.ceil(count / 1e3)}K`;
}

const kRoles = ['generator', 'embedder', 'reranker'];

// The model files that there are, with what each says of itself.
export function InstalledTable({ installed, used, busy, onUse, onRemove }: InstalledTableProperties) {
  const { t, language } = useLanguage();
  const inUse = (model: InstalledModel) => used.some(({ file }) => file === model.file);
  if (installed.length === 0) return <p className={styles.second}>{t('models.nothing')}</p>;
  return (
    <ul className={styles.installed}>
      {installed.map((model) => (
        <li key={model.file} data-model={model.file}>
          <span className={styles.what}>
            <strong className={styles.file}>{model.file}</strong>
            {model.broken ? (
              <span className={styles.bad}>{model.broken}</span>
            ) : (
              <span className={styles.facts}>
                {model.role && <span>{t(`models.role.${model.role}`)}</span>}
                <span>{model.architecture}</span>
                <span>
                  {billions(model.parameters)}
                  {model.active_parameters > 0 && model.active_parameters < 0.9 * model.parameters &&
                    ` · ${t('models.active', { count: billions(model.active_parameters) })}`}
                </span>
                <span>{model.quantisation}</span>
                {model.context > 0 && <span>{t('models.context', { tokens: formatCount(language, model.context) })}</span>}
                <span>{t('models.size', { size: formatBytes(language, model.bytes) })}</span>
                <span>{t('models.needs', { size: formatBytes(language, model.memory.all) })}</span>
                <span>{model.licence ? t('models.licence', { licence: model.licence }) : t('models.noLicence')}</span>
              </span>
            )}
          </span>
          <span className={styles.buttons}>
            {inUse(model) && <span className={styles.good}>{t('models.inUse')}</span>}
            {kRoles.includes(model.role) && !inUse(model) && (
              <Button onClick={() => onUse(model)} disabled={busy}>
                {t('models.use')}
              </Button>
            )}
            {model.own && !inUse(model) && (
              <Button look="quiet" onClick={() => onRemove(model)}>
                {t('models.remove')}
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
