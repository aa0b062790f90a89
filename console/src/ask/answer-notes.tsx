import type { Answer } from '../api/types';
import { formatMoment } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import styles from './answer-notes.module.css';
import { hintsOf } from './hints-of';
import { LeftOut } from './left-out';

function shortened({ context }: Answer) {
  if (!context || context.tokens >= context.tokens_before) return undefined;
  const percent = (share: number) => `${Math.round(share * 100)}\u202f%`;
  return { share: percent(context.tokens / context.tokens_before), mass: percent(context.kept_mass) };
}

const byAttention = ({ context }: Answer) => context?.chosen_by === 'attention';

// Who wrote the answer, what was left out of it, and why a model did not write it.
export function AnswerNotes({ answer }: { answer: Answer }) {
  const { t, language } = useLanguage();
  const doubted = answer.sentences.some(({ doubt }) => doubt);
  const notes = [
    ...hintsOf(answer),
    answer.without_model &&
      (answer.model === 'extractive'
        ? t('ask.withoutModel', { reason: answer.without_model })
        : t('ask.brokeOff', { model: answer.model, reason: answer.without_model })),
    answer.reviewed &&
      t('ask.reviewed', {
        who: answer.reviewed.by ?? t('run.operator'),
        when: formatMoment(language, Date.parse(answer.reviewed.on)),
      }),
    answer.model !== 'extractive' &&
      !answer.reviewed &&
      !answer.without_model &&
      t(doubted ? 'ask.writtenByDoubted' : 'ask.writtenBy', { model: answer.model }),
    shortened(answer) && t(byAttention(answer) ? 'ask.shortenedByAttention' : 'ask.shortened', shortened(answer)),
    answer.context?.without_attention && t('ask.withoutAttention', { reason: answer.context.without_attention }),
  ].filter((note): note is string => Boolean(note));
  if (notes.length === 0 && answer.unproven.length === 0) return null;
  return (
    <ul className={styles.notes} data-answer-notes>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
      {answer.unproven.length > 0 && (
        <li>
          <LeftOut unproven={answer.unproven} />
        </li>
      )}
    </ul>
  );
}
