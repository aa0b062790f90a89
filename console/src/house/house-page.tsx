import BookA from 'lucide-react/icons/book-a';
import FileImage from 'lucide-react/icons/file-image';
import KeyRound from 'lucide-react/icons/key-round';
import Library from 'lucide-react/icons/library';
import ScanSearch from 'lucide-react/icons/scan-search';
import UserRound from 'lucide-react/icons/user-round';
import Users from 'lucide-react/icons/users';
import { Navigate, NavLink, useParams } from 'react-router-dom';

import { NotFound } from '../frame/not-found';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { useMe } from '../session/use-me';
import { AccountSection } from './account-section';
import { GrantsSection } from './grants-section';
import styles from './house-page.module.css';
import { RecognitionSection } from './recognition-section';
import { SearchSection } from './search-section';
import { TokensSection } from './tokens-section';
import { UsersSection } from './users-section';
import { WordsSection } from '../words/words-section';

const kSections = [
  { path: 'users', name: 'house.users', Icon: Users, Section: UsersSection, for: 'administrators' },
  { path: 'libraries', name: 'house.grants', Icon: Library, Section: GrantsSection, for: 'all' },
  { path: 'words', name: 'house.words', Icon: BookA, Section: WordsSection, for: 'editors' },
  { path: 'search', name: 'house.search', Icon: ScanSearch, Section: SearchSection, for: 'all' },
  { path: 'recognition', name: 'house.recognition', Icon: FileImage, Section: RecognitionSection, for: 'all' },
  { path: 'tokens', name: 'house.tokens', Icon: KeyRound, Section: TokensSection, for: 'all' },
  { path: 'account', name: 'house.account', Icon: UserRound, Section: AccountSection, for: 'all' },
] as const;

// On a narrow screen the sections are a row that scrolls.
const intoSight = (link: HTMLElement | null) => link?.scrollIntoView({ block: 'nearest', inline: 'center' });

// People, rights and tokens. What one may not use is not shown.
export default function HousePage() {
  const { t } = useLanguage();
  const { section } = useParams();
  const administrator = useMe().data?.administrator ?? false;
  const libraries = useLibraries();
  const editor = (libraries.data ?? []).some(({ role }) => role === 'editor' || role === 'owner');
  const sections = kSections.filter((one) => one.for === 'all' || administrator || (one.for === 'editors' && editor));
  if (!section) return <Navigate to={`/house/${sections[0]?.path}`} replace />;
  const here = sections.find(({ path }) => path === section);
  if (!here && libraries.isPending) return null; // whether one is an editor is not known yet
  if (!here) return <NotFound />;
  return (
    <div className={styles.page}>
      <nav className={styles.sections} aria-label={t('house.title')}>
        {sections.map(({ path, name, Icon }) => (
          <NavLink
            key={path}
            to={`/house/${path}`}
            ref={path === section ? intoSight : undefined}
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
