import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import UserPlus from 'lucide-react/icons/user-plus';
import { useState } from 'react';

import { listUsers, setUserDisabled } from '../api/account';
import type { User } from '../api/types';
import { formatWhen } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import { useMe } from '../session/use-me';
import { AddUser } from './add-user';
import styles from './house-page.module.css';

export function UsersSection() {
  const { t, language } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const me = useMe().data?.user?.id;
  const [adding, setAdding] = useState(false);
  const users = useQuery({ queryKey: ['users'], queryFn: listUsers });
  const change = useMutation({
    mutationFn: ({ id, disabled }: User) => setUserDisabled(id, !disabled),
    onSuccess: (user) => {
      say(t(user.disabled ? 'users.blocked' : 'users.unblocked', { name: user.name }));
      void queries.invalidateQueries({ queryKey: ['users'] });
    },
  });
  return (
    <>
      <div className={styles.head}>
        <h1>{t('house.users')}</h1>
        <Button look="main" icon={<UserPlus size={16} />} onClick={() => setAdding(true)}>
          {t('users.add')}
        </Button>
      </div>
      {change.isError && <ProblemNote error={change.error} />}
      {users.isPending && <Skeleton lines={4} height={24} />}
      {users.isError && <ProblemNote error={users.error} onRetry={() => void users.refetch()} />}
      {users.data && (
        <div className={styles.tableRoom}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('users.name')}</th>
                <th scope="col">{t('users.role')}</th>
                <th scope="col">{t('users.state')}</th>
                <th scope="col">{t('users.since')}</th>
                <th aria-label={t('common.more')} />
              </tr>
            </thead>
            <tbody>
              {users.data.map((user) => (
                <tr key={user.id}>
                  <td>
                    {user.name}
                    {user.id === me && ` (${t('users.you')})`}
                  </td>
                  <td>{t(user.administrator ? 'users.administrator' : 'users.member')}</td>
                  <td className={user.disabled ? styles.blocked : undefined}>
                    {t(user.disabled ? 'users.disabled' : 'users.active')}
                  </td>
                  <td>{formatWhen(language, Date.parse(user.created), Date.now())}</td>
                  <td>
                    {user.id !== me && (
                      <Button look="quiet" onClick={() => change.mutate(user)}>
                        {t(user.disabled ? 'users.enable' : 'users.disable')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {adding && <AddUser onClose={() => setAdding(false)} />}
    </>
  );
}
