import Search from 'lucide-react/icons/search';

import { useLanguage } from '../i18n/language';
import { AccountMenu } from './account-menu';
import styles from './bar.module.css';
import { LanguageSwitch } from './language-switch';
import { ScopeMenu } from './scope-menu';
import { ThemeSwitch } from './theme-switch';

const kMac = /Mac|iPhone|iPad/.test(navigator.platform);

export function Bar({ onPalette }: { onPalette: () => void }) {
  const { t } = useLanguage();
  return (
    <header className={styles.bar}>
      <ScopeMenu />
      <button type="button" className={styles.find} onClick={onPalette} aria-keyshortcuts="Control+K Meta+K">
        <Search size={16} aria-hidden />
        <span className={styles.words}>{t('palette.open')}</span>
        <kbd>{kMac ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <div className={styles.end}>
        <LanguageSwitch />
        <ThemeSwitch />
        <AccountMenu />
      </div>
    </header>
  );
}
