import Info from 'lucide-react/icons/info';

import type { SearchResult } from '../api/types';
import { useLanguage } from '../i18n/language';
import { asSentence } from '../kit/as-sentence';
import styles from './search-page.module.css';

// What a person should know about how these passages were found: that meaning took no part, that the model which
// orders them was away, that a quotation was loosened, that something in the question looks like a mistake.
export function SearchNotes({ result }: { result: SearchResult }) {
  const { t } = useLanguage();
  const notes = result.hints.map((hint) => hint.message);
  if (result.relaxed) notes.push(t('search.relaxed'));
  if (result.meaning.reason) notes.push(result.meaning.reason);
  if (result.reranking.reason) notes.push(result.reranking.reason);
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note}>
          <Info size={14} aria-hidden />
          {asSentence(note)}
        </li>
      ))}
    </ul>
  );
}
