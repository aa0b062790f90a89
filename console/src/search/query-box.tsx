import { type KeyboardEvent, type RefObject, useId, useState } from 'react';

import type { Suggestions } from '../api/types';
import { useLanguage } from '../i18n/language';
import { cx } from '../kit/cx';
import { nextOption } from './next-option';
import styles from './query-box.module.css';

interface QueryBoxProperties {
  input: RefObject<HTMLInputElement | null>;
  className?: string;
  words: string;
  completions: Suggestions['completions'];
  onWords: (words: string) => void;
}

// The words as they are typed, with completions below: arrows choose, Enter or Tab takes, Escape hides.
export function QueryBox({ input, className, words, completions, onWords }: QueryBoxProperties) {
  const { t } = useLanguage();
  const id = useId();
  const [typing, setTyping] = useState(false); // the list shows only while somebody types
  const [at, setAt] = useState(-1);
  const open = typing && completions.length > 0;
  const active = open && at < completions.length ? at : -1;

  const take = (text: string) => {
    onWords(text);
    setTyping(false);
    setAt(-1);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !open) return; // an input method has the keys
    const next = nextOption(event.key, active, completions.length);
    const chosen = completions[active];
    if (next !== undefined) setAt(next);
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen.text);
    else if (event.key === 'Escape') setTyping(false);
    else {
      if (event.key === 'Enter') setTyping(false);
      return;
    }
    event.preventDefault();
  };

  return (
    <div className={styles.room}>
      <input
        ref={input}
        type="search"
        role="combobox"
        className={className}
        aria-label={t('search.placeholder')}
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        placeholder={t('search.placeholder')}
        value={words}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        onChange={(event) => {
          onWords(event.target.value);
          setTyping(true);
          setAt(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyping(false)}
      />
      <ul id={`${id}-list`} className={styles.list} role="listbox" aria-label={t('search.suggestions')} hidden={!open}>
        {open &&
          completions.map((one, index) => (
            <li
              key={one.term}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={cx(styles.option, index === active && styles.active)}
              onPointerDown={(event) => event.preventDefault()} // the box keeps the focus
              onPointerMove={() => setAt(index)}
              onClick={() => take(one.text)}
            >
              <span className={styles.text}>{one.text}</span>
              {one.kind !== 'word' && <span className={styles.kind}>{t(`search.${one.kind}`)}</span>}
            </li>
          ))}
      </ul>
    </div>
  );
}
