import { useMutation } from '@tanstack/react-query';
import KeyRound from 'lucide-react/icons/key-round';
import LogOut from 'lucide-react/icons/log-out';
import UserRound from 'lucide-react/icons/user-round';
import { useNavigate } from 'react-router-dom';

import { signOut } from '../api/account';
import { forgetConversation } from '../ask/conversation-storage';
import { useLanguage } from '../i18n/language';
import { Menu, MenuItem, MenuLine, MenuTitle } from '../kit/menu';
import { useMe, useSignedOut } from '../session/use-me';
import styles from './account-menu.module.css';

export function AccountMenu() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const me = useMe().data;
  const signedOut = useSignedOut();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      // Answers hold words of documents: they do not stay for the next person at this screen.
      forgetConversation();
      signedOut();
    },
  });
  const name = me?.user?.name ?? '';
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={styles.face} aria-label={t('account.menu', { name })}>
          {[...name][0]?.toUpperCase() ?? '·'}
        </button>
      }
    >
      <MenuTitle>
        {name}
        {me?.administrator && ` · ${t('account.administrator')}`}
      </MenuTitle>
      <MenuItem icon={<UserRound size={16} />} onSelect={() => navigate('/house/account')}>
        {t('house.account')}
      </MenuItem>
      <MenuItem icon={<KeyRound size={16} />} onSelect={() => navigate('/house/tokens')}>
        {t('account.tokens')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<LogOut size={16} />} onSelect={() => leave.mutate()}>
        {t('account.signOut')}
      </MenuItem>
    </Menu>
  );
}
