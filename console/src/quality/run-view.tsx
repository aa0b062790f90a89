import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { changeSet, compareRun, getRun } from '../api/quality';
import type { QualityRun, QuestionSet } from '../api/types';
import { formatMoment } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { asSentence } from '../kit/as-sentence';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { Select } from '../kit/select';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import { ChangedQuestions } from './changed-questions';
import { GateCard } from './gate-card';
import { MeasureTable } from './measure-table';
import { milliseconds } from './numbers';
import styles from './run-view.module.css';
import { useQualityAddress } from './use-quality-address';

interface RunViewProperties {
  set: QuestionSet;
  run: QualityRun;
  runs: QualityRun[];
}

// One run that is over: its verdict, its values with their intervals, and what changed.
export function RunView({ set, run, runs }: RunViewProperties) {
  const { t, language } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const { other: chosen, by, change } = useQualityAddress();
  const done = run.state === 'done';
  const others = runs.filter(({ id, state }) => id !== run.id && state === 'done');
  const other = others.some(({ id }) => id === chosen)
    ? chosen
    : others.some(({ id }) => id === set.baseline)
      ? (set.baseline ?? '')
      : '';
  const comparison = useQuery({
    queryKey: ['comparison', set.id, run.id, other, by],
    queryFn: () => compareRun(set, run.id, other, by),
    enabled: done,
    placeholderData: keepPreviousData,
  });
  // What is not done to its end is not compared; its values so far are shown all the same.
  const alone = useQuery({ queryKey: ['run', run.id], queryFn: () => getRun(set, run.id), enabled: !done });
  const choice = useMutation({
    mutationFn: () => changeSet(set, { baseline: run.id }),
    onSuccess: () => {
      say(t('run.madeBaseline'));
      void queries.invalidateQueries({ queryKey: ['question-sets', set.library_id] });
      void queries.invalidateQueries({ queryKey: ['comparison', set.id] });
    },
  });
  const failed = comparison.error ?? alone.error ?? choice.error;
  const shown = comparison.data?.after ?? alone.data;
  const { summary } = shown ?? run;
  return (
    <section className={styles.run} aria-label={run.label || t('run.noLabel')}>
      <header className={styles.head}>
        <h2>
          {run.label || t('run.noLabel')}{' '}
          <span className={styles.when}>{formatMoment(language, Date.parse(run.created))}</span>
        </h2>
        {others.length > 0 && done && (
          <Select
            name={t('run.compareWith')}
            value={other}
            options={[
              ...(other ? [] : [{ value: '', label: `${t('run.compareWith')}: ${t('run.compareNone')}` }]),
              ...others.map(({ id, label, created }) => ({
                value: id,
                label: `${id === set.baseline ? `${t('run.baseline')} · ` : ''}${label || t('run.noLabel')} · ${formatMoment(language, Date.parse(created))}`,
              })),
            ]}
            onChange={(event) => change({ with: event.target.value })}
          />
        )}
        {done && run.id !== set.baseline && (
          <Button busy={choice.isPending} onClick={() => choice.mutate()}>
            {t('run.makeBaseline')}
          </Button>
        )}
      </header>
      {run.state === 'failed' && <p className={styles.reason}>{asSentence(run.reason)}</p>}
      {run.changed_meanwhile && <p className={styles.caution}>{t('run.changedMeanwhile')}</p>}
      {failed && <ProblemNote error={failed} />}
      {!shown && !failed && <Skeleton lines={8} />}
      {comparison.data && <GateCard gate={comparison.data.comparison.gate} />}
      {shown && <MeasureTable summary={summary} differences={comparison.data?.comparison.measures} />}
      {shown && summary.questions > 0 && (
        <p className={styles.foot}>
          {t('run.latency', { p50: milliseconds(summary.search_p50_ms), p99: milliseconds(summary.search_p99_ms) })}
          {summary.first_p50_ms > 0 &&
            ` · ${t('run.latencyFirst', { first: milliseconds(summary.first_p50_ms), sentence: milliseconds(summary.first_sentence_p50_ms) })}`}
          {summary.answer_p50_ms > 0 &&
            ` · ${t('run.latencyAnswers', { p50: milliseconds(summary.answer_p50_ms), p99: milliseconds(summary.answer_p99_ms) })}`}
        </p>
      )}
      {comparison.data?.before && (
        <ChangedQuestions comparison={comparison.data.comparison} by={by} onBy={(next) => change({ by: next })} />
      )}
      <p className={styles.foot}>
        {t('run.settings')}:{' '}
        {Object.entries(run.settings)
          .map(([name, value]) => `${name} ${value}`)
          .join(' · ')}
      </p>
    </section>
  );
}
