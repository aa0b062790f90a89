import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';

import type { Measure, QualityComparison } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Select } from '../kit/select';
import styles from './changed-questions.module.css';
import { measures } from './measure-names';
import { share } from './numbers';

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
              {list.map(({ question_id, text, before, after }) => (
                <li key={question_id} className={styles.question}>
                  <span className={styles.values}>
                    {share(before)} → {share(after)}
                  </span>
                  <span>{text}</span>
                </li>
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
