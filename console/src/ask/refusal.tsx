import FileUp from 'lucide-react/icons/file-up';
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question-mark';
import Search from 'lucide-react/icons/search';
import SearchX from 'lucide-react/icons/search-x';
import { useNavigate } from 'react-router-dom';

import { mayEdit } from '../api/libraries';
import type { Answer } from '../api/types';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { cx } from '../kit/cx';
import { shownOf } from '../quality/shown-of';
import { Thumbs } from '../quality/thumbs';
import { HighlightedText } from '../search/highlighted-text';
import { contactLink } from './contact';
import { Expiry } from './expiry';
import { hintsOf } from './hints-of';
import styles from './refusal.module.css';
import type { TurnProperties } from './turn-view';

const kNearest = 3;
const kNamed = 3; // libraries

// The libraries that were searched, by name; what was chosen when the answer does not say.
function useSearched(answer: Answer | undefined, chosen: string) {
  const { t } = useLanguage();
  const searched = answer?.searched ?? [];
  if (searched.length === 0) return chosen || t('scope.all');
  const names = searched.slice(0, kNamed).join(t('ask.listed'));
  return searched.length > kNamed ? t('ask.libraries', { names, count: searched.length - kNamed }) : names;
}

// Says that the documents do not hold the answer, what was searched, what came near, and what to do now.
export function Refusal({ turn, open, show, ask }: TurnProperties) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const passages = turn.answer?.passages ?? [];
  const topics = turn.answer?.topics ?? [];
  const scope = useSearched(turn.answer, turn.scopeName);
  const question = turn.answer?.understood ?? turn.question;
  const libraries = useLibraries().data ?? [];
  // What one says of a refusal belongs to a library: the one that was chosen, that came nearest, or that alone was searched.
  const searched = turn.answer?.searched ?? [];
  const only = searched.length === 1 ? libraries.find(({ name }) => name === searched[0])?.id : undefined;
  const library = turn.libraryId || passages[0]?.library_id || only;
  const person = turn.answer?.ask_a_person && contactLink(turn.answer.ask_a_person, question);
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
      {hintsOf(turn.answer).map((hint) => (
        <p key={hint} data-hint>
          {hint}
        </p>
      ))}
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
                    <Expiry of={hit} />
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
      {topics.length > 0 && (
        <>
          <h4 className={styles.label}>{t('ask.topics')}</h4>
          <ul className={styles.topics} data-topics>
            {topics.map((topic) => (
              <li key={topic}>
                <button
                  type="button"
                  className={styles.topic}
                  onClick={() => navigate(`/search?q=${encodeURIComponent(topic)}`)}
                >
                  {topic}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={styles.actions}>
        {person && (
          <a className={styles.person} href={person} target="_blank" rel="noreferrer" data-ask-a-person>
            <MessageCircleQuestion size={16} aria-hidden />
            {t('ask.person')}
          </a>
        )}
        {libraries.some(mayEdit) && (
          <Button icon={<FileUp size={16} />} onClick={() => navigate('/library')}>
            {t('ask.upload')}
          </Button>
        )}
        <Button
          icon={<Search size={16} />}
          onClick={() => navigate(`/search?q=${encodeURIComponent(question)}`)}
        >
          {t('ask.searchInstead')}
        </Button>
        {library && (
          <Thumbs
            question={turn.question}
            target="refusal"
            library_id={library}
            shown={turn.answer && shownOf(turn.answer)}
          />
        )}
        {turn.libraryId && <Button onClick={() => ask(question)}>{t('ask.widen')}</Button>}
      </div>
    </section>
  );
}
