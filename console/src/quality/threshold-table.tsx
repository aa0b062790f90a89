import type { Trial } from '../api/types';
import { useLanguage } from '../i18n/language';
import { share, weight } from './numbers';
import page from './quality-page.module.css';

const kErrors = ['false_refusals', 'false_answers'] as const;

type Estimate = NonNullable<Trial['threshold']>['before']['false_refusals'];
const estimated = ({ questions, value, low, high }: Estimate) =>
  questions === 0 ? '–' : `${share(value)} [${share(low)}, ${share(high)}]`;

// What the thresholds before and after decide wrongly of the set, with intervals.
export function ThresholdTable({ trial }: { trial: Trial }) {
  const { t } = useLanguage();
  const { before, after, threshold } = trial;
  if (!threshold) return null;
  return (
    <div className={page.tableRoom} data-threshold>
      <table className={page.table}>
        <thead>
          <tr>
            <th scope="col">
              {t('threshold.title')} {weight(before.threshold)} → {weight(after.threshold)}
            </th>
            <th scope="col">{t('quality.tab.questions')}</th>
            <th scope="col">{t('threshold.before')}</th>
            <th scope="col">{t('threshold.after')}</th>
          </tr>
        </thead>
        <tbody>
          {kErrors.map((error) => (
            <tr key={error}>
              <td>{t(`threshold.${error}`)}</td>
              <td data-label={t('quality.tab.questions')}>{threshold.after[error].questions}</td>
              <td className={page.nowrap} data-label={t('threshold.before')}>
                {estimated(threshold.before[error])}
              </td>
              <td className={page.nowrap} data-label={t('threshold.after')}>
                {estimated(threshold.after[error])}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {threshold.tuned && !threshold.enough && <p className={page.text}>{t('threshold.few')}</p>}
    </div>
  );
}
