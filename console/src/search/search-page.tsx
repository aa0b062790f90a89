import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Search from 'lucide-react/icons/search';
import SearchX from 'lucide-react/icons/search-x';
import { useMemo } from 'react';
import { useNavigate } from 'react-router-dom';

import { searchPassages } from '../api/questions';
import { readStatus } from '../api/status';
import { useScope } from '../frame/use-scope';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { cx } from '../kit/cx';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { Split } from '../kit/split';
import { useStored } from '../kit/use-stored';
import { ProofPanel } from '../proof/proof-panel';
import { targetOfHit } from '../proof/target';
import { DidYouMean } from './did-you-mean';
import { SearchForm } from './search-form';
import { SearchHit } from './search-hit';
import { SearchNotes } from './search-notes';
import styles from './search-page.module.css';
import { kFirst, kMost, useSearchAddress } from './use-search-address';

const kCounted = 1000; // passages: the server counts no further
const kFew = 3; // passages: there may be a better word

const startOf = (day: string) => (day ? new Date(`${day}T00:00:00`).toISOString() : undefined);
const endOf = (day: string) => (day ? new Date(`${day}T23:59:59.999`).toISOString() : undefined);

// Passages themselves, best first; each opens in its original beside the list.
export function SearchPage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { library, libraries } = useScope();
  const { address, change } = useSearchAddress();
  const { q, format, tag, from, until, k, hit } = address;
  const filter = {
    libraries: library ? [library.id] : undefined,
    format: format || undefined,
    tag: tag || undefined,
    changed_from: startOf(from),
    changed_until: endOf(until),
  };
  const [reading, setReading] = useStored('wenyuan.read-closely', 'on');
  const status = useQuery({ queryKey: ['status'], queryFn: readStatus });
  const canRead = status.data?.reranker.state !== 'off';
  const closely = canRead && reading === 'on';
  const result = useQuery({
    queryKey: ['search', q, k, filter, closely],
    queryFn: ({ signal }) => searchPassages(q, k, filter, closely, signal),
    enabled: q !== '' && libraries !== undefined,
    placeholderData: keepPreviousData,
  });
  const hits = result.data?.hits;
  const targets = useMemo(() => (hits ?? []).map(targetOfHit), [hits]);
  const panel =
    hit > 0 && targets[hit - 1] ? (
      <ProofPanel
        targets={targets}
        index={hit - 1}
        onIndex={(index) => change({ hit: index + 1 })}
        onClose={() => {
          change({ hit: 0 });
          document.querySelector<HTMLElement>(`[data-hit="${hit}"]`)?.focus();
        }}
      />
    ) : null;

  const meant = result.data && result.data.total < kFew && !result.isPlaceholderData && (
    <DidYouMean words={q} library={library?.id} onWords={(words) => change({ q: words, hit: 0, k: 0 }, false)} />
  );

  const body = () => {
    if (!q) return <Empty icon={<Search size={24} />} title={t('search.start.title')} text={t('search.start.text')} />;
    if (result.isError) return <ProblemNote error={result.error} onRetry={() => void result.refetch()} />;
    if (!result.data || !hits) return <Skeleton lines={10} />;
    if (hits.length === 0) {
      return (
        <>
          <SearchNotes result={result.data} />
          <Empty icon={<SearchX size={24} />} title={t('search.none.title')} text={t('search.none.text')}>
            {meant}
            <Button onClick={() => navigate(`/ask?q=${encodeURIComponent(q)}`)}>{t('search.askInstead')}</Button>
          </Empty>
        </>
      );
    }
    const milliseconds = result.data.elapsed_ms < 10 ? result.data.elapsed_ms.toFixed(1) : Math.round(result.data.elapsed_ms);
    const { total } = result.data;
    const told = hits.length + hits.reduce((sum, { alike }) => sum + alike.length, 0);
    return (
      <>
        <p className={styles.summary} role="status">
          {total > hits.length
            ? t(total < kCounted ? 'search.summaryTop' : 'search.summaryMany', { shown: hits.length, count: total, milliseconds })
            : t('search.summary', { count: hits.length, milliseconds })}
          {result.data.reranking.read > 0 && t('search.read', { count: result.data.reranking.read })}
        </p>
        <SearchNotes result={result.data} />
        {meant && <p className={styles.meant}>{meant}</p>}
        <ol className={cx(styles.hits, result.isPlaceholderData && styles.before)} aria-busy={result.isPlaceholderData}>
          {hits.map((one) => (
            <SearchHit
              key={one.chunk_id}
              hit={one}
              query={q}
              open={one.rank === hit}
              onOpen={() => change({ hit: one.rank }, hit > 0)}
            />
          ))}
        </ol>
        {total > told && k < kMost && (
          <Button className={styles.more} onClick={() => change({ k: Math.min(kMost, k + kFirst) })}>
            {t('search.more')}
          </Button>
        )}
      </>
    );
  };

  return (
    <Split side={panel} sideLabel={t('proof.title')}>
      <div className={styles.page}>
        <div className={styles.column}>
          <SearchForm
            address={address}
            change={change}
            closely={closely}
            onClosely={status.data && canRead ? (on) => setReading(on ? 'on' : 'off') : undefined}
          />
          {body()}
        </div>
      </div>
    </Split>
  );
}
