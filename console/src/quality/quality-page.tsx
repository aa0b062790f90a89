import { useQuery } from '@tanstack/react-query';
import Gauge from 'lucide-react/icons/gauge';
import { useState } from 'react';

import { mayEdit } from '../api/libraries';
import { listSets } from '../api/quality';
import { useScope } from '../frame/use-scope';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { CreateSet } from './create-set';
import styles from './quality-page.module.css';
import { FaqView } from './faq-view';
import { FeedbackView } from './feedback-view';
import { SetList } from './set-list';
import { SetView } from './set-view';
import { useQualityAddress } from './use-quality-address';

// The question sets of a library at the left; one of them with its questions, runs and rules.
export default function QualityPage() {
  const { t } = useLanguage();
  const { library: scope, libraries, choose } = useScope();
  const { set: wanted, view, change } = useQualityAddress();
  const [creating, setCreating] = useState(false);
  const editable = libraries?.filter(mayEdit) ?? [];
  const library = scope && mayEdit(scope) ? scope : editable[0];
  const sets = useQuery({
    queryKey: ['question-sets', library?.id],
    queryFn: () => listSets(library?.id ?? ''),
    enabled: library !== undefined,
  });
  if (!libraries) return <Skeleton lines={8} />;
  if (!library) {
    return (
      <Empty icon={<Gauge size={24} />} title={t('quality.noLibrary.title')} text={t('quality.noLibrary.text')} />
    );
  }
  const set = sets.data?.find(({ id }) => id === wanted) ?? sets.data?.[0];
  const body = () => {
    if (view === 'feedback') return <FeedbackView key={library.id} library={library} sets={sets.data ?? []} />;
    if (view === 'faq') return <FaqView key={library.id} library={library} />;
    if (sets.isPending) return <Skeleton lines={8} />;
    if (sets.isError) return <ProblemNote error={sets.error} onRetry={() => void sets.refetch()} />;
    if (!set) {
      return (
        <Empty icon={<Gauge size={24} />} title={t('quality.noSets.title')} text={t('quality.noSets.text')}>
          <Button look="main" onClick={() => setCreating(true)}>
            {t('quality.newSet')}
          </Button>
        </Empty>
      );
    }
    return <SetView key={set.id} set={set} />;
  };
  return (
    <div className={styles.page}>
      <SetList
        libraries={editable}
        library={library}
        sets={sets.data ?? []}
        here={view === 'sets' ? (set?.id ?? '') : ''}
        view={view}
        onView={(next) => change({ view: next === 'sets' ? undefined : next, run: '', with: '' }, false)}
        onLibrary={(id) => {
          change({ set: '', run: '', with: '' });
          choose(id);
        }}
        onOpen={(id) => change({ view: undefined, set: id, run: '', with: '' }, false)}
        onCreate={() => setCreating(true)}
      />
      <section className={styles.content}>{body()}</section>
      {creating && (
        <CreateSet
          library={library}
          onClose={() => setCreating(false)}
          onCreated={(id) => {
            setCreating(false);
            change({ view: undefined, set: id, tab: 'questions', run: '', with: '' });
          }}
        />
      )}
    </div>
  );
}
