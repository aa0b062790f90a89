import type { MessageKey } from '../i18n/translate';
import { useLanguage } from '../i18n/language';
import { Dialog } from '../kit/dialog';
import styles from './key-help.module.css';

const kEverywhere: [string, MessageKey][] = [
  ['Ctrl K', 'keys.palette'],
  ['?', 'keys.help'],
  ['Esc', 'keys.escape'],
];

const kByPage: Record<string, [string, MessageKey][]> = {
  ask: [
    ['⏎', 'keys.send'],
    ['⇧ ⏎', 'keys.newline'],
    ['← →', 'keys.proofs'],
  ],
  library: [
    ['/', 'keys.focusFilter'],
    ['↑ ↓', 'keys.rows'],
    ['⏎', 'keys.open'],
    ['Space', 'keys.select'],
    ['Ctrl A', 'keys.selectAll'],
    ['Del', 'keys.delete'],
  ],
  search: [
    ['/', 'keys.focusFilter'],
    ['← →', 'keys.proofs'],
  ],
};

export function KeyHelp({ path, onClose }: { path: string; onClose: () => void }) {
  const { t } = useLanguage();
  const keys = [...(kByPage[path.split('/')[1] ?? ''] ?? []), ...kEverywhere];
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <dl className={styles.keys}>
        {keys.map(([key, what]) => (
          <div key={key + what} className={styles.row}>
            <dt>{t(what)}</dt>
            <dd>
              {key.split(' ').map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
