import X from 'lucide-react/icons/x';
import { type FormEvent, useState } from 'react';

import type { Readers } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Field } from '../kit/field';
import { IconButton } from '../kit/icon-button';
import styles from './readers-form.module.css';

interface ReadersFormProperties {
  people: Readers['readers'];
  onChange: (names: string[]) => void;
  onType?: (name: string) => void; // what stands in the field and is not added yet
}

// The people named for a restricted document: take one away, or name one more.
export function ReadersForm({ people, onChange, onType }: ReadersFormProperties) {
  const { t } = useLanguage();
  const [name, setName] = useState('');
  const ids = people.map(({ id }) => id);
  const type = (text: string) => {
    setName(text);
    onType?.(text.trim());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    onChange([...ids, name.trim()]);
    type('');
  };
  return (
    <>
      <ul className={styles.people}>
        {people.map((person) => (
          <li key={person.id} className={styles.person}>
            {person.name}
            <IconButton
              name={`${t('grants.remove')} ${person.name}`}
              icon={<X size={14} />}
              onClick={() => onChange(ids.filter((id) => id !== person.id))}
            />
          </li>
        ))}
      </ul>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t('grants.person')} value={name} onChange={(event) => type(event.target.value)} />
        <Button type="submit" disabled={!name.trim()}>
          {t('grants.add')}
        </Button>
      </form>
    </>
  );
}
