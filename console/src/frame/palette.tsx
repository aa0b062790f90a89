import { type KeyboardEvent, useState } from 'react';

import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { Dialog } from '../kit/dialog';
import styles from './palette.module.css';
import { usePaletteEntries } from './use-palette-entries';

// Finds a page, library, document or action by its name, and goes there.
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const [query, setQuery] = useState('');
  const [chosen, choose] = useState(0);
  const entries = usePaletteEntries(query.trim());
  const at = Math.min(chosen, entries.length - 1);

  const run = (index: number) => {
    const entry = entries[index];
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      choose((at + by + entries.length) % Math.max(1, entries.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(at);
    }
  };

  return (
    <Dialog title={t('palette.open')} onClose={onClose} plain>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
        aria-label={t('palette.placeholder')}
        placeholder={t('palette.placeholder')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          choose(0);
        }}
        onKeyDown={onKey}
      />
      <ul id="palette-list" role="listbox" aria-label={t('palette.open')} className={cx(styles.list, 'quiet-scroll')}>
        {entries.map((entry, index) => (
          <li key={entry.id} role="presentation">
            {entry.group !== entries[index - 1]?.group && <div className={styles.group}>{t(entry.group)}</div>}
            <div
              id={`palette-${index}`}
              role="option"
              aria-selected={index === at}
              className={cx(styles.entry, index === at && styles.chosen)}
              ref={index === at ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              onPointerMove={() => index !== at && choose(index)}
              onClick={() => run(index)}
            >
              {entry.icon}
              <span className={styles.words}>{entry.words}</span>
              {entry.detail && <span className={styles.detail}>{entry.detail}</span>}
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
