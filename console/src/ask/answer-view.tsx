import Copy from 'lucide-react/icons/copy';
import RotateCw from 'lucide-react/icons/rotate-cw';
import { Fragment, useMemo } from 'react';

import type { Citation, Sentence } from '../api/types';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { copyText } from '../kit/copy-text';
import { useToast } from '../kit/toasts';
import { shownOf } from '../quality/shown-of';
import { Thumbs } from '../quality/thumbs';
import styles from './answer-view.module.css';
import { AnswerNotes } from './answer-notes';
import { CellLine } from './cell-line';
import { CitationChip } from './citation-chip';
import { answerAsText, joinerAfter, numberCitations, numbersOf } from './citations';
import { ComparisonTable } from './comparison-table';
import { confidenceOf } from './confidence';
import { Expiry, sayHolding } from './expiry';
import { SentenceText } from './sentence-text';
import { SourceList } from './source-list';
import type { TurnProperties } from './turn-view';

// A mark stays on the line of the last character of its sentence.
const lengthWithoutLast = (text: string) => text.length - ([...text].at(-1) ?? '').length;

// The sentences with their marks, then where they come from.
export function AnswerView({ turn, open, show, ask }: TurnProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const libraries = useLibraries().data;
  const { citations } = useMemo(() => numberCitations(turn.sentences), [turn.sentences]);
  const current = open?.kind === 'citation' ? open.index : -1;
  const openNumber = (number: number) => show({ turn: turn.id, kind: 'citation', index: number - 1 });

  const placeOf = (citation: Citation) =>
    [citation.title, citation.page > 0 && t('proof.page', { page: citation.page }), sayHolding(t, citation)]
      .filter(Boolean)
      .join(' · ');
  const copy = async () => {
    await copyText(answerAsText(turn.sentences, placeOf));
    say(t('ask.copied'));
  };

  const chips = (sentence: Sentence) =>
    numbersOf(citations, sentence).map((number) => (
      <CitationChip
        key={number}
        number={number}
        citation={citations[number - 1] as Citation}
        current={number - 1 === current}
        proof={`${turn.id} citation ${number - 1}`}
        onOpen={() => openNumber(number)}
      />
    ));
  // What is side by side in a table is not said again.
  const comparison = turn.answer?.comparison;
  const compared = new Set(comparison?.rows.flatMap(({ cells }) => cells.map((cell) => cell?.text)));
  const sentences = turn.sentences.filter(({ text }) => !compared.has(text));

  return (
    <div className={styles.answer}>
      {comparison && <ComparisonTable comparison={comparison} chips={chips} />}
      {sentences.length > 0 && (
        <p className={styles.text}>
          {sentences.map((sentence, index) => (
            <Fragment key={index}>
              <span className={sentence.doubt ? styles.doubted : styles.sentence} data-doubted={sentence.doubt ? '' : undefined}>
                <SentenceText text={sentence.text} spans={sentence.spans} to={lengthWithoutLast(sentence.text)} />
                <span className={styles.end}>
                  <SentenceText text={sentence.text} spans={sentence.spans} from={lengthWithoutLast(sentence.text)} />
                  {chips(sentence)}
                </span>
                <Expiry of={sentence} />
                {sentence.computed && <span className={styles.aside}>{t('ask.computed')}</span>}
                {sentence.doubt && <span className={styles.aside}>{t('ask.doubt', { reason: sentence.doubt })}</span>}
              </span>
              {joinerAfter(sentence.text)}
            </Fragment>
          ))}
        </p>
      )}
      {sentences.map((sentence, index) => sentence.cell && <CellLine key={index} cell={sentence.cell} />)}
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
