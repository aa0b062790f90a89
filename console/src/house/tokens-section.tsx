import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import KeyRound from 'lucide-react/icons/key-round';
import { type FormEvent, useState } from 'react';

import { createToken, listTokens, revokeToken } from '../api/account';
import type { Token } from '../api/types';
import { formatWhen } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Confirm } from '../kit/confirm';
import { Empty } from '../kit/empty';
import { Field } from '../kit/field';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import styles from './house-page.module.css';
import { NewToken } from './new-token';

export function TokensSection() {
  const { t, language } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [revoking, setRevoking] = useState<Token | null>(null);
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: listTokens });
  const refresh = () => void queries.invalidateQueries({ queryKey: ['tokens'] });
  const creation = useMutation({
    mutationFn: () => createToken(name.trim()),
    onSuccess: () => {
      setName('');
      refresh();
    },
  });
  const revocation = useMutation({
    mutationFn: ({ id }: Token) => revokeToken(id),
    onSuccess: (_, token) => {
      say(t('tokens.revoked', { name: token.name }));
      refresh();
    },
  });
  const when = (moment: string | null) =>
    moment ? formatWhen(language, Date.parse(moment), Date.now()) : t('tokens.never');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creation.mutate();
  };
  return (
    <>
      <h1>{t('house.tokens')}</h1>
      <p className={styles.text}>{t('tokens.text')}</p>
      <form className={styles.inline} onSubmit={submit}>
        <Field
          label={t('tokens.name')}
          placeholder={t('tokens.namePlaceholder')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" look="main" busy={creation.isPending} disabled={!name.trim()}>
          {t('tokens.create')}
        </Button>
      </form>
      {creation.isError && <ProblemNote error={creation.error} />}
      {revocation.isError && <ProblemNote error={revocation.error} />}
      {tokens.isError && <ProblemNote error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data?.length === 0 && (
        <Empty icon={<KeyRound size={24} />} title={t('tokens.none.title')} text={t('tokens.none.text')} />
      )}
      {tokens.data && tokens.data.length > 0 && (
        <div className={styles.tableRoom}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('tokens.name')}</th>
                <th scope="col">{t('tokens.created')}</th>
                <th scope="col">{t('tokens.lastUsed')}</th>
                <th scope="col">{t('tokens.expires')}</th>
                <th aria-label={t('common.more')} />
              </tr>
            </thead>
            <tbody>
              {tokens.data.map((token) => (
                <tr key={token.id}>
                  <td>{token.name}</td>
                  <td data-name={t('tokens.created')}>{when(token.created)}</td>
                  <td data-name={t('tokens.lastUsed')}>{when(token.last_used)}</td>
                  <td data-name={t('tokens.expires')}>{when(token.expires)}</td>
                  <td>
                    <Button look="quiet" onClick={() => setRevoking(token)}>
                      {t('tokens.revoke')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {revoking && (
        <Confirm
          title={t('tokens.revokeWhich', { name: revoking.name })}
          text={t('tokens.revokeText')}
          action={t('tokens.revoke')}
          busy={revocation.isPending}
          onClose={() => setRevoking(null)}
          onConfirm={() => revocation.mutate(revoking, { onSettled: () => setRevoking(null) })}
        />
      )}
      {creation.data && (
        <NewToken name={creation.data.token.name} secret={creation.data.secret} onClose={() => creation.reset()} />
      )}
    </>
  );
}
