import { type FormEvent, useState } from 'react';

import type { SummaryLength, SummaryWish } from '../api/summaries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Select } from '../kit/select';
import styles from './summary-page.module.css';

interface SummaryFormProperties {
  documents: string[];
  pages: number; // of the one document; 0: several, or none has pages
  busy: boolean;
  onMake: (wish: SummaryWish) => void;
  onStop: () => void;
}

const kLengths: SummaryLength[] = ['short', 'medium', 'long'];

// How the summary shall be.
export function SummaryForm({ documents, pages, busy, onMake, onStop }: SummaryFormProperties) {
  const { t } = useLanguage();
  const [length, setLength] = useState<SummaryLength>('medium');
  const [first, setFirst] = useState('');
  const [last, setLast] = useState('');
  const [extractive, setExtractive] = useState(false);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return onStop();
    onMake({
      documents,
      length,
      firstPage: Number(first) || undefined,
      lastPage: Number(last) || undefined,
      extractive,
    });
  };
  const page = (name: string, value: string, change: (value: string) => void) => (
    <label className={styles.pageField}>
      <span>{name}</span>
      <input
        type="number"
        min={1}
        max={pages}
        value={value}
        placeholder={name === t('summary.from') ? '1' : String(pages)}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
  return (
    <form className={styles.form} onSubmit={submit}>
      <Select
        name={t('summary.length')}
        value={length}
        options={kLengths.map((value) => ({ value, label: t(`summary.length.${value}`) }))}
        onChange={(event) => setLength(event.target.value as SummaryLength)}
      />
      {pages > 1 && page(t('summary.from'), first, setFirst)}
      {pages > 1 && page(t('summary.to'), last, setLast)}
      <label className={styles.check}>
        <input type="checkbox" checked={extractive} onChange={(event) => setExtractive(event.target.checked)} />
        {t('summary.quoted')}
      </label>
      <Button type="submit" look={busy ? 'plain' : 'main'}>
        {busy ? t('ask.stop') : t('summary.again')}
      </Button>
    </form>
  );
}
