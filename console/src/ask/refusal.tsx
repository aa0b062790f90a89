import FileUp from 'lucide-react/icons/file-up';
import Search from 'lucide-react/icons/search';
import SearchX from 'lucide-react/icons/search-x';
import { useNavigate } from 'react-router-dom';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { cx } from '../kit/cx';
import { shownOf } from '../quality/shown-of';
import { Thumbs } from '../quality/thumbs';
import { HighlightedText } from '../search/highlighted-text';
import styles from './refusal.module.css';
import type { TurnProperties } from './turn-view';

const kNearest = 3;

// Says that the documents do not hold the answer, what was searched, what came near, and what to do now.
export function Refusal({ turn, open, show, ask }: TurnProperties) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const passages = turn.answer?.passages ?? [];
  const scope = turn.scopeName || t('scope.all');
  return (
    <section className={styles.card} data-refusal>
      <h3 className={styles.title}>
        <SearchX size={18} aria-hidden />
        {t('ask.refused')}
      </h3>
      <p className={styles.searched}>
        {passages.length > 0
          ? t('ask.refusedSearched', { scope, count: passages.length })
          : t('ask.refusedNone', { scope })}
      </p>
      {passages.length > 0 && (
        <>
          <h4 className={styles.label}>{t('ask.nearest')}</h4>
          <ol className={styles.passages}>
            {passages.slice(0, kNearest).map((hit, index) => (
              <li key={hit.chunk_id}>
                <button
                  type="button"
                  className={cx(styles.passage, open?.kind === 'passage' && open.index === index && styles.current)}
                  data-proof={`${turn.id} passage ${index}`}
                  onClick={() => show({ turn: turn.id, kind: 'passage', index })}
                >
                  <span className={styles.place}>
                    {hit.title}
                    {hit.page > 0 && ` · ${t('proof.page', { page: hit.page })}`}
                  </span>
                  <span className={styles.text}>
                    <HighlightedText text={hit.text} highlights={hit.highlights} />
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <div className={styles.actions}>
        <Button icon={<FileUp size={16} />} onClick={() => navigate('/library')}>
          {t('ask.upload')}
        </Button>
        <Button
          icon={<Search size={16} />}
          onClick={() => navigate(`/search?q=${encodeURIComponent(turn.question)}`)}
        >
          {t('ask.searchInstead')}
        </Button>
        {turn.libraryId && (
          <Thumbs
            question={turn.question}
            target="refusal"
            library_id={turn.libraryId}
            shown={turn.answer && shownOf(turn.answer)}
          />
        )}
        {turn.libraryId && <Button onClick={() => ask(turn.question)}>{t('ask.widen')}</Button>}
      </div>
    </section>
  );
}
