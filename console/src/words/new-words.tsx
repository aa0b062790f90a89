import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import type { Library } from '../api/types';
import { addWords, proposeWords } from '../api/words';
import { useLibraries } from '../frame/use-libraries';
import houseStyles from '../house/house-page.module.css';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import { ProblemNote } from '../kit/problem-note';
import { Select } from '../kit/select';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import styles from './words.module.css';

const mayEdit = ({ role }: Library) => role === 'editor' || role === 'owner';

// Words that are found in one library, to be taken into the dictionary.
export function NewWords() {
  const { t } = useLanguage();
  const libraries = useLibraries();
  const [wanted, want] = useState('');
  const edited = (libraries.data ?? []).filter(mayEdit);
  const library = edited.find(({ id }) => id === wanted) ?? edited[0];
  return (
    <section className={styles.section}>
      <div className={houseStyles.head}>
        <h2>{t('words.proposals')}</h2>
        {library && (
          <Select
            name={t('words.library')}
            value={library.id}
            options={edited.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => want(event.target.value)}
          />
        )}
      </div>
      <p className={houseStyles.text}>{t('words.proposals.text')}</p>
      {libraries.data && !library && <Empty title={t('words.noLibrary.title')} text={t('words.noLibrary.text')} />}
      {library && <Proposed key={library.id} library={library} />}
    </section>
  );
}

function Proposed({ library }: { library: Library }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const search = useMutation({ mutationFn: () => proposeWords(library.id), onSuccess: () => choose(new Set()) });
  const adding = useMutation({
    mutationFn: () => addWords(library.id, [...chosen]),
    onSuccess: ({ added }) => {
      say(t('words.accepted', { count: added }));
      void queries.invalidateQueries({ queryKey: ['words', 'dictionary'] });
      search.mutate();
    },
  });
  const found = search.data?.words ?? [];
  const flip = (word: string) => {
    const next = new Set(chosen);
    if (!next.delete(word)) next.add(word);
    choose(next);
  };
  const all = chosen.size > 0 && chosen.size === found.length;
  return (
    <>
      <div className={styles.actions}>
        <Button busy={search.isPending} onClick={() => search.mutate()}>
          {t('words.find')}
        </Button>
      </div>
      {search.isPending && (
        <>
          <p className={houseStyles.text} role="status">
            {t('words.finding')}
          </p>
          <Skeleton lines={4} />
        </>
      )}
      {search.isError && <ProblemNote error={search.error} onRetry={() => search.mutate()} />}
      {search.data && !search.data.all && (
        <p className={houseStyles.text}>{t('words.partly', { count: search.data.characters })}</p>
      )}
      {search.data && found.length === 0 && <Empty title={t('words.none.title')} text={t('words.none.text')} />}
      {found.length > 0 && !search.isPending && (
        <>
          <div className={styles.found}>
            <table className={houseStyles.table}>
              <thead>
                <tr>
                  <th>
                    <input
                      type="checkbox"
                      aria-label={t('words.all')}
                      checked={all}
                      onChange={() => choose(new Set(all ? [] : found.map(({ word }) => word)))}
                    />
                  </th>
                  <th>{t('words.word')}</th>
                  <th>{t('words.count')}</th>
                  <th>{t('words.example')}</th>
                </tr>
              </thead>
              <tbody>
                {found.map(({ word, count, example }) => (
                  <tr key={word} onClick={() => flip(word)}>
                    <td>
                      <input
                        type="checkbox"
                        aria-label={t('words.choose', { word })}
                        checked={chosen.has(word)}
                        onChange={() => flip(word)}
                        onClick={(event) => event.stopPropagation()}
                      />
                    </td>
                    <td lang="zh-CN">{word}</td>
                    <td>{count.toLocaleString()}</td>
                    <td lang="zh-CN">{example}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {adding.isError && <ProblemNote error={adding.error} />}
          <div className={styles.actions}>
            <Button look="main" busy={adding.isPending} disabled={chosen.size === 0} onClick={() => adding.mutate()}>
              {t('words.accept', { count: chosen.size })}
            </Button>
          </div>
        </>
      )}
    </>
  );
}
