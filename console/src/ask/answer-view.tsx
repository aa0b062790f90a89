import Copy from 'lucide-react/icons/copy';
import RotateCw from 'lucide-react/icons/rotate-cw';
import { Fragment, useMemo } from 'react';

import type { Citation } from '../api/types';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { copyText } from '../kit/copy-text';
import { useToast } from '../kit/toasts';
import { shownOf } from '../quality/shown-of';
import { Thumbs } from '../quality/thumbs';
import styles from './answer-view.module.css';
import { AnswerNotes } from './answer-notes';
import { CitationChip } from './citation-chip';
import { answerAsText, joinerAfter, numberCitations } from './citations';
import { confidenceOf } from './confidence';
import { SourceList } from './source-list';
import type { TurnProperties } from './turn-view';

// A mark stays on the line of the last character of its sentence.
const lastOf = (text: string) => [...text].at(-1) ?? '';
const withoutLast = (text: string) => text.slice(0, text.length - lastOf(text).length);

// The sentences with their marks, then where they come from.
export function AnswerView({ turn, open, show, ask }: TurnProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const libraries = useLibraries().data;
  const { citations, marks } = useMemo(() => numberCitations(turn.sentences), [turn.sentences]);
  const current = open?.kind === 'citation' ? open.index : -1;
  const openNumber = (number: number) => show({ turn: turn.id, kind: 'citation', index: number - 1 });

  const placeOf = ({ title, page }: Citation) => (page > 0 ? `${title} · ${t('proof.page', { page })}` : title);
  const copy = async () => {
    await copyText(answerAsText(turn.sentences, placeOf));
    say(t('ask.copied'));
  };

  return (
    <div className={styles.answer}>
      <p className={styles.text}>
        {turn.sentences.map((sentence, index) => (
          <Fragment key={index}>
            <span className={sentence.doubt ? styles.doubted : styles.sentence} data-doubted={sentence.doubt ? '' : undefined}>
              {withoutLast(sentence.text)}
              <span className={styles.end}>
                {lastOf(sentence.text)}
                {marks[index]?.map((number) => (
                  <CitationChip
                    key={number}
                    number={number}
                    citation={citations[number - 1] as Citation}
                    current={number - 1 === current}
                    proof={`${turn.id} citation ${number - 1}`}
                    onOpen={() => openNumber(number)}
                  />
                ))}
              </span>
              {sentence.doubt && <span className={styles.doubt}>{t('ask.doubt', { reason: sentence.doubt })}</span>}
            </span>
            {joinerAfter(sentence.text)}
          </Fragment>
        ))}
      </p>
      {turn.answer && <AnswerNotes answer={turn.answer} />}
      <SourceList citations={citations} current={current} onOpen={openNumber} />
      {turn.answer && (
        <div className={styles.foot}>
          {citations[0] && (
            <Thumbs
              question={turn.question}
              target="answer"
              chunk_id={citations[0].chunk_id}
              shown={shownOf(turn.answer)}
            />
          )}
          <Button look="quiet" icon={<Copy size={16} />} onClick={() => void copy()}>
            {t('common.copy')}
          </Button>
          <Button
            look="quiet"
            icon={<RotateCw size={16} />}
            onClick={() => ask(turn.answer?.understood ?? turn.question, libraries?.find(({ id }) => id === turn.libraryId))}
          >
            {t('ask.again')}
          </Button>
          <span className={styles.confidence}>
            {t('ask.confidence', {
              word: t(`ask.confidence.${confidenceOf(turn.answer.answerability)}`),
              value: turn.answer.answerability.toFixed(2),
            })}
          </span>
        </div>
      )}
    </div>
  );
}
