import { useLanguage } from '../i18n/language';
import styles from './house-page.module.css';

interface EndTokensProperties {
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint: string;
}

// Whether programs lose their access with the password.
export function EndTokens({ checked, onChange, hint }: EndTokensProperties) {
  const { t } = useLanguage();
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      <span>
        {t('account.endTokens')}
        <span className={styles.hint}>{hint}</span>
      </span>
    </label>
  );
}
