import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { useRef } from 'react';

import type { DocumentFilter } from '../api/documents';
import { useShortcut } from '../frame/use-shortcut';
import { useLanguage } from '../i18n/language';
import { IconButton } from '../kit/icon-button';
import { Select } from '../kit/select';
import { FileInputs } from './file-inputs';
import styles from './library-toolbar.module.css';
import { kFormats, kStates } from './use-filter';

interface LibraryToolbarProperties {
  filter: DocumentFilter;
  change: (changes: { state?: string; format?: string; name?: string }) => void;
  editable: boolean;
  filtered: boolean;
}

export function LibraryToolbar({ filter, change, editable, filtered }: LibraryToolbarProperties) {
  const { t } = useLanguage();
  const name = useRef<HTMLInputElement>(null);
  useShortcut('/', (event) => {
    event.preventDefault();
    name.current?.focus();
  });
  const any = (what: string) => ({ value: '', label: t('library.anyOf', { what }) });
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('library.title')}>
      <label className={styles.name}>
        <Search size={16} aria-hidden />
        <input
          ref={name}
          type="search"
          aria-label={t('library.filterName')}
          placeholder={t('library.filterName')}
          value={filter.name ?? ''}
          onChange={(event) => change({ name: event.target.value })}
        />
      </label>
      <Select
        name={t('library.filterState')}
        value={filter.state ?? ''}
        options={[
          any(t('library.filterState')),
          ...kStates.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
        onChange={(event) => change({ state: event.target.value })}
      />
      <Select
        name={t('library.filterFormat')}
        value={filter.format ?? ''}
        options={[
          any(t('library.filterFormat')),
          ...kFormats.map((format) => ({ value: format, label: format.toUpperCase() })),
        ]}
        onChange={(event) => change({ format: event.target.value })}
      />
      {filtered && (
        <IconButton
          name={t('library.clearFilters')}
          icon={<X size={16} />}
          onClick={() => change({ state: '', format: '', name: '' })}
        />
      )}
      {editable && (
        <div className={styles.add}>
          <FileInputs main />
        </div>
      )}
    </div>
  );
}
