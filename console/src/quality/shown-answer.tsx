import type { ShownAnswer } from '../api/types';
import { useLanguage } from '../i18n/language';
import styles from './shown-answer.module.css';

// An answer as it was shown, with the places it named.
export function ShownAnswerText({ answer }: { answer: ShownAnswer | null }) {
  const { t } = useLanguage();
  if (!answer) return <p className={styles.none}>{t('feedback.noAnswer')}</p>;
  if (answer.refused) return <p className={styles.none}>{t('feedback.refused')}</p>;
  const places = new Map(
    answer.sentences
      .flatMap(({ citations }) => citations)
      .map((one) => [`${one.document_id} ${one.page}`, one] as const),
  );
  return (
    <div className={styles.answer}>
      <p>{answer.sentences.map(({ text }) => text).join(' ')}</p>
      {places.size > 0 && (
        <ul className={styles.places}>
          {[...places].map(([key, { document_id, title, page, quote }]) => (
            <li key={key} title={quote}>
              <a href={`#/documents/${document_id}`}>{title}</a>
              {page > 0 && ` · ${t('proof.page', { page })}`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
