import type { Difference, QualityRun } from '../api/types';
import { useLanguage } from '../i18n/language';
import { IntervalBar } from './interval-bar';
import { measures } from './measure-names';
import { reachOf, share, signed, toneOf } from './numbers';
import styles from './quality-page.module.css';

const kValues = ['false_refusal', 'calibration_error', 'compression'] as const;

interface MeasureTableProperties {
  summary: QualityRun['summary'];
  differences?: Record<string, Difference>; // against another run
}

const range = (low: string, high: string) => `${low} – ${high}`;

// Values and changes, each as a number and drawn with its interval.
export function MeasureTable({ summary, differences }: MeasureTableProperties) {
  const { t } = useLanguage();
  const compared = differences && Object.keys(differences).length > 0;
  const reach = reachOf(Object.values(differences ?? {}));
  return (
    <div className={styles.tableRoom}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t('run.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('measure.name')}</th>
            <th scope="col">{t('run.value')}</th>
            <th scope="col">{t('run.interval')}</th>
            <th scope="col">{range('0', '1')}</th>
            {compared && (
              <>
                <th scope="col">{t('run.change')}</th>
                <th scope="col">{range(signed(-reach), signed(reach))}</th>
                <th scope="col" title={t('run.chanceHint')}>
                  {t('run.chance')}
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => {
            const estimate = summary.measures[measure];
            if (!estimate) return null;
            const change = differences?.[measure];
            const interval = range(share(estimate.low), share(estimate.high));
            return (
              <tr key={measure}>
                <td className={styles.nowrap}>
                  {t(`measure.${measure}`)}
                  <span className={styles.second}>
                    {measure} · {t('quality.count', { count: estimate.questions })}
                  </span>
                </td>
                <td data-label={t('run.value')}>{share(estimate.value)}</td>
                <td className={styles.nowrap} data-label={t('run.interval')}>
                  {interval}
                </td>
                <td data-label={range('0', '1')}>
                  <IntervalBar
                    {...estimate}
                    from={0}
                    to={1}
                    mark={change?.before}
                    name={`${t(`measure.${measure}`)} ${share(estimate.value)} (${interval})`}
                  />
                </td>
                {compared && change && (
                  <>
                    <td className={styles.nowrap} data-label={t('run.change')}>
                      {signed(change.difference)}
                      <span className={styles.second}>{range(signed(change.low), signed(change.high))}</span>
                    </td>
                    <td data-label={range(signed(-reach), signed(reach))}>
                      <IntervalBar
                        value={change.difference}
                        low={change.low}
                        high={change.high}
                        from={-reach}
                        to={reach}
                        mark={0}
                        tone={toneOf(change)}
                        name={`${t('run.change')} ${signed(change.difference)}`}
                      />
                    </td>
                    <td data-label={t('run.chance')}>{change.p_value.toFixed(3)}</td>
                  </>
                )}
                {compared && !change && <td colSpan={3} />}
              </tr>
            );
          })}
          {kValues.map((name) => {
            const estimate = summary.values[name];
            if (!estimate) return null;
            return (
              <tr key={name}>
                <td className={styles.nowrap}>
                  {t(`value.${name}`)}
                  <span className={styles.second}>
                    {name} · {t('quality.count', { count: estimate.questions })}
                  </span>
                </td>
                <td data-label={t('run.value')}>{share(estimate.value)}</td>
                <td className={styles.nowrap} data-label={t('run.interval')}>
                  {range(share(estimate.low), share(estimate.high))}
                </td>
                <td colSpan={compared ? 4 : 1}>
                  <span className={styles.second}>{t('value.notJudged')}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
