import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import {
  cancelPull,
  pullDemo,
  pullModel,
  readModels,
  removeModel,
  unloadModel,
  useModel as takeIntoUse,
  type WantedModel,
} from '../api/models';
import type { InstalledModel } from '../api/types';
import { NotFound } from '../frame/not-found';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useMe } from '../session/use-me';
import { ChangeNote } from './change-note';
import { DemoCard } from './demo-card';
import { HubCard } from './hub-card';
import { InstalledTable } from './installed-table';
import { MemoryBar } from './memory-bar';
import styles from './models-page.module.css';
import { PullNote } from './pull-note';
import { UsedList } from './used-list';

const kLookSoon = 700; // ms, while something is on its way
const kLookLater = 5_000;

type Fetch = WantedModel | 'demo' | 'stop';
type Wish = { what: 'use' | 'stopFirst' | 'remove'; role: string; file: string };

// Which models there are, which are in use, and the memory they take. For administrators.
export default function ModelsPage() {
  const { t } = useLanguage();
  const administrator = useMe().data?.administrator ?? false;
  const queries = useQueryClient();
  const [removing, setRemoving] = useState<InstalledModel | null>(null);
  const models = useQuery({
    queryKey: ['models'],
    queryFn: readModels,
    enabled: administrator,
    refetchInterval: ({ state }) => {
      const busy = ['loading', 'embedding', 'draining'].includes(state.data?.change?.state ?? '');
      const starting = state.data?.used.some((used) => used.state !== 'ready');
      return busy || starting || state.data?.pull?.state === 'running' ? kLookSoon : kLookLater;
    },
  });
  const again = () => void queries.invalidateQueries({ queryKey: ['models'] });
  const wish = useMutation<unknown, Error, Wish>({
    mutationFn: ({ what, role, file }: Wish) =>
      what === 'remove' ? removeModel(file) : takeIntoUse(role, file, what === 'stopFirst'),
    onSettled: again,
  });
  const unload = useMutation({ mutationFn: unloadModel, onSettled: again });
  const fetching = useMutation<unknown, Error, Fetch>({
    mutationFn: (what: Fetch) => {
      if (what === 'stop') return cancelPull();
      return what === 'demo' ? pullDemo() : pullModel(what);
    },
    onSettled: again,
  });
  // What failed before is over once something else is tried.
  const failures = [wish, unload, fetching];
  const anew = (act: () => void) => {
    for (const one of failures) if (one.isError) one.reset();
    act();
  };
  if (!administrator) return <NotFound />;
  if (!models.data) {
    return (
      <div className={styles.page}>
        <h1>{t('models.title')}</h1>
        {models.isError ? (
          <ProblemNote error={models.error} onRetry={() => void models.refetch()} />
        ) : (
          <Skeleton lines={12} height={24} />
        )}
      </div>
    );
  }
  const { installed, used, change, pull, demo, memory } = models.data;
  const failed = wish.error ?? unload.error ?? fetching.error;
  const wantsGap = wish.variables?.what === 'use' && failed?.message.includes('--stop-first');
  return (
    <div className={styles.page}>
      <h1>{t('models.title')}</h1>
      <div className={styles.notes}>
        {models.isError && <ProblemNote error={models.error} onRetry={() => void models.refetch()} />}
        {failed && (
          <ProblemNote error={failed}>
            {wantsGap && wish.variables && (
              <Button onClick={() => wish.mutate({ ...wish.variables, what: 'stopFirst' })}>{t('models.stopFirst')}</Button>
            )}
          </ProblemNote>
        )}
        {change && !(failed && change.state === 'failed') && <ChangeNote change={change} />}
      </div>
      <h2>{t('models.used')}</h2>
      <UsedList used={used} busy={unload.isPending || change?.state === 'loading'} onUnload={(role) => anew(() => unload.mutate(role))} />
      <h2>{t('models.memory')}</h2>
      <MemoryBar used={used} memory={memory} />
      <h2>{t('models.installed')}</h2>
      <InstalledTable
        installed={installed}
        used={used}
        busy={wish.isPending || change?.state === 'loading'}
        onUse={({ role, file }) => anew(() => wish.mutate({ what: 'use', role, file }))}
        onRemove={setRemoving}
      />
      <p className={styles.second}>{t('models.bring')}</p>
      {pull && <PullNote pull={pull} busy={fetching.isPending} onStop={() => anew(() => fetching.mutate('stop'))} />}
      {pull?.state !== 'running' && (
        <>
          {!demo.installed && <DemoCard demo={demo} busy={fetching.isPending} onFetch={() => anew(() => fetching.mutate('demo'))} />}
          <HubCard free={memory.available} busy={fetching.isPending} onFetch={(model) => anew(() => fetching.mutate(model))} />
        </>
      )}
      {removing && (
        <Confirm
          title={t('models.remove.title', { file: removing.file })}
          text={t('models.remove.text')}
          action={t('models.remove')}
          onClose={() => setRemoving(null)}
          onConfirm={() => {
            anew(() => wish.mutate({ what: 'remove', role: removing.role, file: removing.file }));
            setRemoving(null);
          }}
        />
      )}
    </div>
  );
}
