import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';

import type { Measure, QualityComparison } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Select } from '../kit/select';
import styles from './changed-questions.module.css';
import { measures } from './measure-names';
import { share } from './numbers';
import { ShownAnswerText } from './shown-answer';

type Changed = QualityComparison['comparison']['lost'][number];

interface ChangedQuestionsProperties {
  comparison: QualityComparison['comparison'];
  by: Measure;
  onBy?: (measure: Measure) => void; // not given: it is told by this measure alone
}

// The questions that a change lost and won, each list the greatest change first.
export function ChangedQuestions({ comparison, by, onBy }: ChangedQuestionsProperties) {
  const { t } = useLanguage();
  const lists = [
    { key: 'lost', list: comparison.lost, Icon: Minus, none: t('run.noneLost') },
    { key: 'won', list: comparison.won, Icon: Plus, none: t('run.noneWon') },
  ] as const;
  return (
    <div className={styles.changed}>
      <div className={styles.head}>
        <h3>{t('run.changedBy')}</h3>
        {onBy ? (
          <Select
            name={t('run.changedBy')}
            value={by}
            options={measures
              .filter((measure) => comparison.measures[measure])
              .map((measure) => ({ value: measure, label: t(`measure.${measure}`) }))}
            onChange={(event) => onBy(event.target.value as Measure)}
          />
        ) : (
          <span className={styles.measure}>{t(`measure.${by}`)}</span>
        )}
      </div>
      <div className={styles.lists}>
        {lists.map(({ key, list, Icon, none }) => (
          <section key={key} className={styles.list} data-kind={key}>
            <h4 className={styles.title}>
              <Icon size={16} aria-hidden />
              {t(`run.${key}`)} {list.length}
            </h4>
            {list.length === 0 && <p className={styles.none}>{none}</p>}
            <ol>
              {list.map((question) => (
                <ChangedItem key={question.question_id} question={question} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      {comparison.not_compared > 0 && (
        <p className={styles.none}>{t('run.notCompared', { count: comparison.not_compared })}</p>
      )}
    </div>
  );
}

// Its answers before and after stand side by side where there are any.
function ChangedItem({ question }: { question: Changed }) {
  const { t } = useLanguage();
  const { text, before, after, right, refuse, answer_before, answer_after } = question;
  const head = (
    <>
      <span className={styles.values}>
        {share(before)} → {share(after)}
      </span>
      <span>{text}</span>
    </>
  );
  if (!answer_before && !answer_after) return <li className={styles.question}>{head}</li>;
  return (
    <li>
      <details className={styles.details}>
        <summary className={styles.question}>{head}</summary>
        <dl className={styles.answers}>
          <div>
            <dt>{t('run.right')}</dt>
            <dd>{refuse ? t('question.refuse') : right.join(' / ') || '–'}</dd>
          </div>
          <div>
            <dt>{t('run.before')}</dt>
            <dd>
              <ShownAnswerText answer={answer_before} />
            </dd>
          </div>
          <div>
            <dt>{t('run.after')}</dt>
            <dd>
              <ShownAnswerText answer={answer_after} />
            </dd>
          </div>
        </dl>
      </details>
    </li>
  );
}
