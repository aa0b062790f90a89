import KeyRound from 'lucide-react/icons/key-round';
import Library from 'lucide-react/icons/library';
import UserRound from 'lucide-react/icons/user-round';
import Users from 'lucide-react/icons/users';
import { Navigate, NavLink, useParams } from 'react-router-dom';

import { NotFound } from '../frame/not-found';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { useMe } from '../session/use-me';
import { AccountSection } from './account-section';
import { GrantsSection } from './grants-section';
import styles from './house-page.module.css';
import { TokensSection } from './tokens-section';
import { UsersSection } from './users-section';

const kSections = [
  { path: 'users', name: 'house.users', Icon: Users, Section: UsersSection, administrators: true },
  { path: 'libraries', name: 'house.grants', Icon: Library, Section: GrantsSection, administrators: false },
  { path: 'tokens', name: 'house.tokens', Icon: KeyRound, Section: TokensSection, administrators: false },
  { path: 'account', name: 'house.account', Icon: UserRound, Section: AccountSection, administrators: false },
] as const;

// People, rights and tokens. What one may not use is not shown.
export default function HousePage() {
  const { t } = useLanguage();
  const { section } = useParams();
  const administrator = useMe().data?.administrator ?? false;
  const sections = kSections.filter((one) => administrator || !one.administrators);
  if (!section) return <Navigate to={`/house/${sections[0]?.path}`} replace />;
  const here = sections.find(({ path }) => path === section);
  if (!here) return <NotFound />;
  return (
    <div className={styles.page}>
      <nav className={styles.sections} aria-label={t('house.title')}>
        {sections.map(({ path, name, Icon }) => (
          <NavLink
            key={path}
            to={`/house/${path}`}
            className={({ isActive }) => cx(styles.link, isActive && styles.here)}
          >
            <Icon size={16} aria-hidden />
            {t(name)}
          </NavLink>
        ))}
      </nav>
      <div className={styles.content}>
        <div className={styles.column}>
          <here.Section />
        </div>
      </div>
    </div>
  );
}
