import { NavLink } from 'react-router-dom';

import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { usePages } from './use-pages';
import styles from './rail.module.css';

export function Rail() {
  const { t } = useLanguage();
  const pages = usePages();
  return (
    <nav className={styles.rail} aria-label={t('rail.label')}>
      <span className={styles.seal} aria-hidden lang="zh-CN">
        文
      </span>
      {pages.map(({ path, name, Icon }) => (
        <NavLink
          key={path}
          to={path}
          className={({ isActive }) => cx(styles.page, isActive && styles.here)}
        >
          <Icon size={20} aria-hidden />
          <span>{t(name)}</span>
        </NavLink>
      ))}
    </nav>
  );
}
