import Search from 'lucide-react/icons/search';
import { type FormEvent, useEffect, useRef, useState } from 'react';

import { useShortcut } from '../frame/use-shortcut';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Select } from '../kit/select';
import { kFormats } from '../library/use-filter';
import { QueryBox } from './query-box';
import { QueryChips } from './query-chips';
import { QueryHelp } from './query-help';
import styles from './search-form.module.css';
import type { SearchAddress } from './use-search-address';
import { useSuggestions } from './use-suggestions';

const kNone: never[] = [];

interface SearchFormProperties {
  address: SearchAddress;
  change: (changes: Partial<SearchAddress>, replace?: boolean) => void;
  closely: boolean; // a model reads the first passages
  onClosely: ((closely: boolean) => void) | undefined; // not given: there is no such model
}

export function SearchForm({ address, change, closely, onClosely }: SearchFormProperties) {
  const { t } = useLanguage();
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(address.q);
  const suggestions = useSuggestions(words);
  useEffect(() => setWords(address.q), [address.q]);
  useShortcut('/', (event) => {
    event.preventDefault();
    input.current?.select();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ q: words.trim(), hit: 0, k: 0 }, false);
  };
  return (
    <form className={styles.form} role="search" onSubmit={submit}>
      <div className={styles.box}>
        <Search size={18} aria-hidden />
        <QueryBox
          input={input}
          className={styles.input}
          words={words}
          completions={suggestions?.completions ?? kNone}
          onWords={setWords}
        />
        <QueryHelp />
        <Button type="submit" look="main" disabled={!words.trim()}>
          {t('search.submit')}
        </Button>
      </div>
      {suggestions && <QueryChips words={words} suggestions={suggestions} onWords={setWords} />}
      <div className={styles.filters}>
        <Select
          name={t('search.format')}
          value={address.format}
          options={[
            { value: '', label: t('library.anyOf', { what: t('search.format') }) },
            ...kFormats.map((format) => ({ value: format, label: format.toUpperCase() })),
          ]}
          onChange={(event) => change({ format: event.target.value, hit: 0 })}
        />
        <label className={styles.date}>
          {t('search.from')}
          <input
            type="date"
            value={address.from}
            onChange={(event) => change({ from: event.target.value, hit: 0 })}
          />
        </label>
        <label className={styles.date}>
          {t('search.until')}
          <input
            type="date"
            value={address.until}
            onChange={(event) => change({ until: event.target.value, hit: 0 })}
          />
        </label>
        {onClosely && (
          <label className={styles.closely} title={t('search.closely.why')}>
            <input type="checkbox" checked={closely} onChange={(event) => onClosely(event.target.checked)} />
            {t('search.closely')}
          </label>
        )}
        {address.tag && (
          <Button onClick={() => change({ tag: '', hit: 0 })}>
            {t('search.tag')} {address.tag} ×
          </Button>
        )}
      </div>
    </form>
  );
}
