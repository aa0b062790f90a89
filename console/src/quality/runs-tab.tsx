import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Gauge from 'lucide-react/icons/gauge';
import Trash from 'lucide-react/icons/trash-2';
import X from 'lucide-react/icons/x';
import { useState } from 'react';

import { cancelRun, deleteRun, isOver, listRuns } from '../api/quality';
import type { QualityRun, QuestionSet } from '../api/types';
import { formatWhen } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Confirm } from '../kit/confirm';
import { cx } from '../kit/cx';
import { Empty } from '../kit/empty';
import { IconButton } from '../kit/icon-button';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { share } from './numbers';
import styles from './quality-page.module.css';
import { RunView } from './run-view';
import { useQualityAddress } from './use-quality-address';

const kLook = 1000; // milliseconds between looks while something runs
const kShown = ['hit@1', 'ndcg@10', 'answer_contains'] as const;

// Every run in a row; the open one with its numbers and what changed below.
export function RunsTab({ set }: { set: QuestionSet }) {
  const { t, language } = useLanguage();
  const queries = useQueryClient();
  const { run: wanted, change } = useQualityAddress();
  const runs = useQuery({
    queryKey: ['runs', set.id],
    queryFn: () => listRuns(set),
    refetchInterval: ({ state }) => (state.data?.every(isOver) === false ? kLook : false),
  });
  const refresh = () => void queries.invalidateQueries({ queryKey: ['runs', set.id] });
  const cancellation = useMutation({ mutationFn: (id: string) => cancelRun(set, id), onSettled: refresh });
  const [deleting, setDeleting] = useState<QualityRun | null>(null);
  const deletion = useMutation({
    mutationFn: ({ id }: QualityRun) => deleteRun(set, id),
    onSuccess: () => setDeleting(null),
    onSettled: refresh,
  });
  if (runs.isPending) return <Skeleton lines={8} />;
  if (runs.isError) return <ProblemNote error={runs.error} onRetry={() => void runs.refetch()} />;
  if (runs.data.length === 0) {
    return <Empty icon={<Gauge size={24} />} title={t('run.none.title')} text={t('run.none.text')} />;
  }
  const open = runs.data.find(({ id }) => id === wanted) ?? runs.data[0];
  const value = (run: QualityRun, measure: string) => {
    const estimate = run.summary.measures[measure];
    return estimate ? share(estimate.value) : '';
  };
  return (
    <>
      {cancellation.isError && <ProblemNote error={cancellation.error} />}
      <div className={styles.tableRoom}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('quality.tab.runs')}</th>
              <th scope="col">{t('run.state')}</th>
              {kShown.map((measure) => (
                <th key={measure} scope="col">
                  {t(`measure.${measure}`)}
                </th>
              ))}
              <th scope="col">{t('run.when')}</th>
              <th scope="col">{t('run.who')}</th>
              <th aria-label={t('common.more')} />
            </tr>
          </thead>
          <tbody>
            {runs.data.map((run) => (
              <tr key={run.id} className={cx(run.id === open?.id && styles.open)}>
                <td className={styles.words}>
                  <button
                    type="button"
                    className={styles.link}
                    aria-pressed={run.id === open?.id}
                    onClick={() => change({ run: run.id, with: '' }, false)}
                  >
                    {run.label || t('run.noLabel')}
                  </button>{' '}
                  {run.id === set.baseline && <span className={styles.badge}>{t('run.baseline')}</span>}
                </td>
                <td
                  className={cx(styles.nowrap, run.state === 'failed' && styles.bad)}
                  data-label={t('run.state')}
                >
                  {t(`run.state.${run.state}`, { done: run.done, total: run.total })}
                </td>
                {kShown.map((measure) => (
                  <td key={measure} data-label={t(`measure.${measure}`)}>
                    {value(run, measure)}
                  </td>
                ))}
                <td className={styles.nowrap} data-label={t('run.when')}>
                  {formatWhen(language, Date.parse(run.created), Date.now())}
                </td>
                <td className={styles.nowrap} data-label={t('run.who')}>
                  {run.operator ? t('run.operator') : (run.asker?.name ?? '')}
                </td>
                <td className={styles.actions}>
                  {isOver(run) ? (
                    <IconButton
                      name={t('run.delete')}
                      icon={<Trash size={16} />}
                      onClick={() => setDeleting(run)}
                    />
                  ) : (
                    <IconButton
                      name={t('run.cancel')}
                      icon={<X size={16} />}
                      onClick={() => cancellation.mutate(run.id)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {deleting && (
        <Confirm
          title={t('run.deleteWhich', { label: deleting.label || t('run.noLabel') })}
          text={t(deleting.id === set.baseline ? 'run.deleteBaselineText' : 'run.deleteText')}
          action={t('quality.delete')}
          busy={deletion.isPending}
          onClose={() => {
            deletion.reset();
            setDeleting(null);
          }}
          onConfirm={() => deletion.mutate(deleting)}
        >
          {deletion.isError && <ProblemNote error={deletion.error} />}
        </Confirm>
      )}
      {open && isOver(open) && <RunView key={open.id} set={set} run={open} runs={runs.data} />}
    </>
  );
}
