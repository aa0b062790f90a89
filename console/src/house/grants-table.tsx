import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { listUsers } from '../api/account';
import { listGrants, setGrant } from '../api/libraries';
import type { Grant, Library, Role } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import { Select } from '../kit/select';
import { Skeleton } from '../kit/skeleton';
import { useMe } from '../session/use-me';
import styles from './house-page.module.css';

const kRoles = ['reader', 'editor', 'owner'] as const;

export function GrantsTable({ library }: { library: Library }) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const administrator = useMe().data?.administrator ?? false;
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('reader');
  const [removing, setRemoving] = useState<Grant | null>(null);
  const grants = useQuery({ queryKey: ['grants', library.id], queryFn: () => listGrants(library.id) });
  // Only administrators may see everyone; others type the name.
  const users = useQuery({ queryKey: ['users'], queryFn: listUsers, enabled: administrator });
  const change = useMutation({
    mutationFn: ({ user, to }: { user: string; to: Role }) => setGrant(library.id, user, to),
    onSuccess: () => {
      setName('');
      void queries.invalidateQueries({ queryKey: ['grants', library.id] });
      void queries.invalidateQueries({ queryKey: ['libraries'] });
    },
  });
  const options = kRoles.map((one) => ({ value: one, label: t(`grants.${one}`) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ user: name.trim(), to: role });
  };

  if (grants.isPending) return <Skeleton lines={4} height={24} />;
  if (grants.isError) return <ProblemNote error={grants.error} onRetry={() => void grants.refetch()} />;
  const absent = (users.data ?? []).filter(({ id }) => !grants.data.some(({ user }) => user.id === id));
  return (
    <>
      <form className={styles.inline} onSubmit={submit}>
        <Field
          label={t('grants.person')}
          list="people"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id="people">
          {absent.map((user) => (
            <option key={user.id} value={user.name} />
          ))}
        </datalist>
        <Select
          name={t('grants.role')}
          className={styles.role}
          value={role}
          options={options}
          onChange={(event) => setRole(event.target.value as Role)}
        />
        <Button type="submit" look="main" busy={change.isPending} disabled={!name.trim()}>
          {t('grants.add')}
        </Button>
      </form>
      {change.isError && <ProblemNote error={change.error} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('grants.person')}</th>
            <th scope="col">{t('grants.role')}</th>
            <th aria-label={t('common.more')} />
          </tr>
        </thead>
        <tbody>
          {grants.data.map((grant) => (
            <tr key={grant.user.id}>
              <td>{grant.user.name}</td>
              <td>
                <Select
                  name={`${t('grants.role')} ${grant.user.name}`}
                  value={grant.role}
                  options={options}
                  onChange={(event) => change.mutate({ user: grant.user.id, to: event.target.value as Role })}
                />
              </td>
              <td>
                <Button look="quiet" onClick={() => setRemoving(grant)}>
                  {t('grants.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {removing && (
        <Confirm
          title={t('grants.removeWho', { name: removing.user.name, library: library.name })}
          text={t('grants.removeText')}
          action={t('grants.remove')}
          busy={change.isPending}
          onClose={() => setRemoving(null)}
          onConfirm={() =>
            change.mutate({ user: removing.user.id, to: 'none' }, { onSettled: () => setRemoving(null) })
          }
        />
      )}
      {grants.data.length === 0 && <p className={styles.text}>{t('grants.none')}</p>}
    </>
  );
}
