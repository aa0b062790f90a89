import Info from 'lucide-react/icons/info';
import X from 'lucide-react/icons/x';

import type { QueryChip, Suggestions } from '../api/types';
import { useLanguage } from '../i18n/language';
import type { MessageKey } from '../i18n/translate';
import styles from './query-chips.module.css';

interface QueryChipsProperties {
  words: string;
  suggestions: Suggestions;
  onWords: (words: string) => void;
}

const keyOf = ({ kind, field }: QueryChip) => `search.chip.${kind}${field && kind !== 'prefix' ? `.${field}` : ''}` as MessageKey;

// What was understood in the words as an operator or a filter, and what looks like a mistake.
export function QueryChips({ words, suggestions, onWords }: QueryChipsProperties) {
  const { t } = useLanguage();
  const { chips, hints } = suggestions;
  if (chips.length === 0 && hints.length === 0) return null;
  const without = ({ begin, end }: QueryChip) => `${words.slice(0, begin)}${words.slice(end)}`.replace(/\s+/g, ' ').trim();
  return (
    <div className={styles.row}>
      {chips.length > 0 && (
        <ul className={styles.chips} aria-label={t('search.chips')}>
          {chips.map((chip) => {
            const what = t(keyOf(chip), { value: chip.value });
            return (
              <li key={chip.begin} className={styles.chip} data-kind={chip.kind}>
                {what}
                <button type="button" aria-label={t('search.chip.remove', { what })} onClick={() => onWords(without(chip))}>
                  <X size={12} aria-hidden />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {hints.map(({ code, text }) => (
        <p key={code} className={styles.hint}>
          <Info size={14} aria-hidden /> {text}
        </p>
      ))}
    </div>
  );
}
