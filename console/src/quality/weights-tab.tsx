import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { applyTrial, cancelTrial, readTrial, readWeights, startTrial } from '../api/quality';
import type { QuestionSet, Trial } from '../api/types';
import { useScope } from '../frame/use-scope';
import { formatMoment } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { asSentence } from '../kit/as-sentence';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import { ChangedQuestions } from './changed-questions';
import { GateCard } from './gate-card';
import { share, weight } from './numbers';
import page from './quality-page.module.css';
import { ThresholdTable } from './threshold-table';
import styles from './weights-tab.module.css';

const kLook = 700; // milliseconds between looks while a trial runs
const kScripts = ['han', 'other'] as const;

// How words are weighed beside meaning in this library, and below what a question is refused: try it on the set, see
// what changes, apply it.
export function WeightsTab({ set }: { set: QuestionSet }) {
  const { t, language } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const { libraries } = useScope();
  const owner = libraries?.find(({ id }) => id === set.library_id)?.role === 'owner';
  const weights = useQuery({ queryKey: ['weights', set.library_id], queryFn: () => readWeights(set.library_id) });
  const trial = useQuery({
    queryKey: ['trial', set.id],
    queryFn: () => readTrial(set),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? kLook : false),
  });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['trial', set.id] });
    void queries.invalidateQueries({ queryKey: ['weights', set.library_id] });
  };
  const start = useMutation({
    mutationFn: (back: boolean) => startTrial(set, back ? weights.data?.house : {}),
    onSettled: refresh,
  });
  const cancellation = useMutation({ mutationFn: () => cancelTrial(set), onSettled: refresh });
  const application = useMutation({
    mutationFn: () => applyTrial(set),
    onSuccess: () => say(t('weights.applied')),
    onSettled: refresh,
  });
  const failed = weights.error ?? trial.error ?? start.error ?? cancellation.error ?? application.error;
  if (!weights.data || trial.isPending) return failed ? <ProblemNote error={failed} /> : <Skeleton lines={6} />;
  const running = trial.data?.state === 'running';
  const { own: ownWeights, own_threshold: ownThreshold, weights: now, threshold, changes } = weights.data;
  const own = ownWeights || ownThreshold;
  return (
    <div className={styles.weights}>
      <p className={page.text}>{t('weights.text')}</p>
      <dl className={styles.now}>
        {kScripts.map((script) => (
          <div key={script}>
            <dt>{t(`weights.${script}`)}</dt>
            <dd>{weight(now[`words_${script}`])}</dd>
          </div>
        ))}
        <div>
          <dt>{t('threshold.title')}</dt>
          <dd>{weight(threshold)}</dd>
        </div>
      </dl>
      <p className={page.text}>
        {t(own ? 'weights.own' : 'weights.house')}
        {changes[0] &&
          ` ${t('weights.changed', {
            when: formatMoment(language, Date.parse(changes[0].changed)),
            who: changes[0].changed_by?.name ?? t('run.operator'),
          })}`}
      </p>
      <div className={styles.actions}>
        <Button
          look="main"
          busy={running || start.isPending}
          disabled={set.questions === 0}
          onClick={() => start.mutate(false)}
        >
          {t('weights.try')}
        </Button>
        {own && !running && (
          <Button look="quiet" onClick={() => start.mutate(true)}>
            {t('weights.tryHouse')}
          </Button>
        )}
        {running && (
          <Button look="quiet" onClick={() => cancellation.mutate()}>
            {t('run.cancel')}
          </Button>
        )}
      </div>
      {failed && <ProblemNote error={failed} />}
      {running && (
        <p role="status">
          <progress
            aria-label={t('weights.progress')}
            value={trial.data?.done ?? 0}
            max={Math.max(trial.data?.total ?? 1, 1)}
          />{' '}
          {t('run.state.running', { done: trial.data?.done ?? 0, total: trial.data?.total ?? 0 })}
        </p>
      )}
      {trial.data && !running && (
        <TrialResult
          trial={trial.data}
          onApply={owner ? () => application.mutate() : undefined}
          applying={application.isPending}
        />
      )}
    </div>
  );
}

interface TrialResultProperties {
  trial: Trial;
  onApply: (() => void) | undefined; // not given: it is for owners
  applying: boolean;
}

function TrialResult({ trial, onApply, applying }: TrialResultProperties) {
  const { t } = useLanguage();
  if (trial.state !== 'done') {
    return <p className={styles.reason}>{trial.reason ? asSentence(trial.reason) : t('run.state.cancelled')}</p>;
  }
  const { before, after, tuned, comparison, hindrance, applied } = trial;
  return (
    <section className={styles.weights} aria-label={t('weights.result')}>
      <h2>{t('weights.result')}</h2>
      <div className={page.tableRoom}>
        <table className={page.table}>
          <thead>
            <tr>
              <th scope="col">{t('weights.script')}</th>
              <th scope="col">{t('weights.weight')}</th>
              {tuned && (
                <>
                  <th scope="col">{t('quality.tab.questions')}</th>
                  <th scope="col">{t('measure.hit@1')}</th>
                  <th scope="col">{t('weights.meaningAlone')}</th>
                  <th scope="col">{t('weights.wordsAlone')}</th>
                  <th scope="col">{t('weights.choice')}</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {kScripts.map((script) => {
              const found = tuned?.[script];
              return (
                <tr key={script}>
                  <td className={page.nowrap}>{t(`weights.${script}`)}</td>
                  <td className={page.nowrap} data-label={t('weights.weight')}>
                    {weight(before[`words_${script}`])} → {weight(after[`words_${script}`])}
                  </td>
                  {found && (
                    <>
                      <td data-label={t('quality.tab.questions')}>{found.questions}</td>
                      <td className={page.nowrap} data-label={t('measure.hit@1')}>
                        {share(found.hit_at_1_now)} → {share(found.hit_at_1)}
                      </td>
                      <td data-label={t('weights.meaningAlone')}>{share(found.hit_at_1_meaning)}</td>
                      <td data-label={t('weights.wordsAlone')}>{share(found.hit_at_1_words)}</td>
                      <td className={page.nowrap} data-label={t('weights.choice')}>
                        {t(`weights.choice.${found.choice}`)}
                      </td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {trial.unweighed && <p className={page.text}>{t('weights.unweighed', { reason: trial.unweighed })}</p>}
      <ThresholdTable trial={trial} />
      {comparison && <GateCard gate={comparison.gate} />}
      {comparison && <ChangedQuestions comparison={comparison} by={comparison.changed_by} />}
      {applied && <p className={page.text}>{t('weights.applied')}</p>}
      {!applied && hindrance && <p className={styles.hindrance}>{hindrance}</p>}
      {!applied && !hindrance && !onApply && <p className={styles.hindrance}>{t('weights.forOwners')}</p>}
      {!applied && !hindrance && onApply && (
        <div className={styles.actions}>
          <Button look="main" busy={applying} onClick={onApply}>
            {t('weights.apply')}
          </Button>
        </div>
      )}
    </section>
  );
}
