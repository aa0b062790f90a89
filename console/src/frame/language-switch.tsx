import { useLanguage } from '../i18n/language';
import { IconButton } from '../kit/icon-button';
import styles from './language-switch.module.css';

// Names the other language in that language, so that who cannot read this one finds it.
export function LanguageSwitch() {
  const { language, setLanguage, t } = useLanguage();
  return (
    <IconButton
      name={t('language.switch')}
      lang={language === 'zh' ? 'en' : 'zh-CN'}
      className={styles.switch}
      icon={
        <span aria-hidden>
          <span className={language === 'zh' ? styles.chosen : undefined}>中</span>
          <span className={styles.stroke}>/</span>
          <span className={language === 'en' ? styles.chosen : undefined}>EN</span>
        </span>
      }
      onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
    />
  );
}
