import { useState } from 'react';

import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Empty } from '../kit/empty';
import { Select } from '../kit/select';
import { Skeleton } from '../kit/skeleton';
import { GrantsTable } from './grants-table';
import styles from './house-page.module.css';

// The libraries that one owns, and who has which role in them.
export function GrantsSection() {
  const { t } = useLanguage();
  const libraries = useLibraries();
  const [chosen, choose] = useState('');
  const owned = (libraries.data ?? []).filter(({ role }) => role === 'owner');
  const library = owned.find(({ id }) => id === chosen) ?? owned[0];
  return (
    <>
      <div className={styles.head}>
        <h1>{t('house.grants')}</h1>
        {library && (
          <Select
            name={t('grants.library')}
            value={library.id}
            options={owned.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => choose(event.target.value)}
          />
        )}
      </div>
      <p className={styles.text}>{t('grants.text')}</p>
      {libraries.isPending && <Skeleton lines={4} height={24} />}
      {libraries.data && !library && (
        <Empty title={t('grants.noLibraries.title')} text={t('grants.noLibraries.text')} />
      )}
      {library && <GrantsTable key={library.id} library={library} />}
    </>
  );
}
