import ChevronDown from 'lucide-react/icons/chevron-down';
import Layers from 'lucide-react/icons/layers';

import { useLanguage } from '../i18n/language';
import { formatCount } from '../i18n/format';
import { Menu, MenuChoice } from '../kit/menu';
import styles from './scope-menu.module.css';
import { useScope } from './use-scope';

const kAll = 'all'; // a menu's value may not be empty; ids of libraries look otherwise

// What questions, searches and the list of documents are about.
export function ScopeMenu() {
  const { t, language } = useLanguage();
  const { library, libraries, choose } = useScope();
  const name = library?.name ?? t('scope.all');
  const options = [
    { value: kAll, label: t('scope.all') },
    ...(libraries ?? []).map((one) => ({
      value: one.id,
      label: one.name,
      detail: formatCount(language, one.counts.ready),
    })),
  ];
  return (
    <Menu
      trigger={
        <button type="button" className={styles.trigger} aria-label={t('scope.label', { name })}>
          <Layers size={16} aria-hidden />
          <span className={styles.name}>{name}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <MenuChoice
        value={library?.id ?? kAll}
        options={options}
        onChange={(value) => choose(value === kAll ? '' : value)}
      />
    </Menu>
  );
}
