import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import UserPlus from 'lucide-react/icons/user-plus';
import { useState } from 'react';

import { listUsers, setUserDisabled } from '../api/account';
import type { User } from '../api/types';
import { formatWhen } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useToast } from '../kit/toasts';
import { useMe } from '../session/use-me';
import { AddUser } from './add-user';
import { GivePassword } from './give-password';
import styles from './house-page.module.css';

export function UsersSection() {
  const { t, language } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const me = useMe().data?.user?.id;
  const [adding, setAdding] = useState(false);
  const [blocking, setBlocking] = useState<User | null>(null);
  const [giving, setGiving] = useState<User | null>(null);
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
                  <td data-name={t('users.since')}>{formatWhen(language, Date.parse(user.created), Date.now())}</td>
                  <td>
                    {user.id !== me && (
                      <>
                        <Button look="quiet" onClick={() => setGiving(user)}>
                          {t('users.newPassword')}
                        </Button>
                        <Button look="quiet" onClick={() => (user.disabled ? change.mutate(user) : setBlocking(user))}>
                          {t(user.disabled ? 'users.enable' : 'users.disable')}
                        </Button>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {giving && <GivePassword user={giving} onClose={() => setGiving(null)} />}
      {blocking && (
        <Confirm
          title={t('users.blockWho', { name: blocking.name })}
          text={t('users.blockText')}
          action={t('users.disable')}
          busy={change.isPending}
          onClose={() => setBlocking(null)}
          onConfirm={() => change.mutate(blocking, { onSettled: () => setBlocking(null) })}
        />
      )}
      {adding && <AddUser onClose={() => setAdding(false)} />}
    </>
  );
}
