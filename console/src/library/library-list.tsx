import Layers from 'lucide-react/icons/layers';
import Library from 'lucide-react/icons/library';
import Plus from 'lucide-react/icons/plus';

import { useScope } from '../frame/use-scope';
import { formatCount } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { IconButton } from '../kit/icon-button';
import { useMe } from '../session/use-me';
import styles from './library-list.module.css';

const totalOf = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0);

export function LibraryList({ onCreate }: { onCreate: () => void }) {
  const { t, language } = useLanguage();
  const { library, libraries = [], choose } = useScope();
  const administrator = useMe().data?.administrator;
  const all = libraries.reduce((sum, { counts }) => sum + totalOf(counts), 0);
  const rows = [
    { id: '', name: t('library.all'), count: all, failed: 0, Icon: Layers },
    ...libraries.map(({ id, name, counts }) => ({
      id,
      name,
      count: totalOf(counts),
      failed: counts.failed,
      Icon: Library,
    })),
  ];
  return (
    <nav className={styles.list} aria-label={t('library.list')}>
      <div className={styles.head}>
        <h2>{t('library.list')}</h2>
        {administrator && <IconButton name={t('library.new')} icon={<Plus size={18} />} onClick={onCreate} />}
      </div>
      <ul className={styles.rows}>
        {rows.map(({ id, name, count, failed, Icon }) => {
          const here = (library?.id ?? '') === id;
          return (
            <li key={id}>
              <button
                type="button"
                className={cx(styles.row, here && styles.here)}
                aria-current={here || undefined}
                onClick={() => choose(id)}
              >
                <Icon size={16} aria-hidden />
                <span className={styles.name}>{name}</span>
                {failed > 0 && <span className={styles.failed}>{t('dock.failed', { count: failed })}</span>}
                <span className={styles.count}>{formatCount(language, count)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
