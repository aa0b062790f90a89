import BadgeCheck from 'lucide-react/icons/badge-check';
import ListChecks from 'lucide-react/icons/list-checks';
import MessageSquareWarning from 'lucide-react/icons/message-square-warning';
import Plus from 'lucide-react/icons/plus';

import type { Library, QuestionSet } from '../api/types';
import { formatCount } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { IconButton } from '../kit/icon-button';
import { Select } from '../kit/select';
import styles from './set-list.module.css';
import type { QualityViewName } from './use-quality-address';

const kOfLibrary = [
  { name: 'feedback', Icon: MessageSquareWarning },
  { name: 'faq', Icon: BadgeCheck },
] as const;

interface SetListProperties {
  libraries: Library[]; // those that one may edit
  library: Library;
  sets: QuestionSet[];
  here: string;
  view: QualityViewName;
  onView: (view: QualityViewName) => void;
  onLibrary: (id: string) => void;
  onOpen: (id: string) => void;
  onCreate: () => void;
}

export function SetList({ libraries, library, sets, here, view, onView, onLibrary, onOpen, onCreate }: SetListProperties) {
  const { t, language } = useLanguage();
  return (
    <nav className={styles.list} aria-label={t('quality.sets')}>
      <Select
        name={t('library.list')}
        className={styles.library}
        value={library.id}
        options={libraries.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => onLibrary(event.target.value)}
      />
      <ul className={styles.rows}>
        {kOfLibrary.map(({ name, Icon }) => (
          <li key={name}>
            <button
              type="button"
              className={cx(styles.row, view === name && styles.here)}
              aria-current={view === name || undefined}
              onClick={() => onView(name)}
            >
              <Icon size={16} aria-hidden />
              <span className={styles.name}>{t(`${name}.list`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.head}>
        <h2>{t('quality.sets')}</h2>
        <IconButton name={t('quality.newSet')} icon={<Plus size={18} />} onClick={onCreate} />
      </div>
      <ul className={styles.rows}>
        {sets.map(({ id, name, questions }) => (
          <li key={id}>
            <button
              type="button"
              className={cx(styles.row, id === here && styles.here)}
              aria-current={id === here || undefined}
              onClick={() => onOpen(id)}
            >
              <ListChecks size={16} aria-hidden />
              <span className={styles.name}>{name}</span>
              <span className={styles.count}>{formatCount(language, questions)}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
