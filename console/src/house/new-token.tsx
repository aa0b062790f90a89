import Copy from 'lucide-react/icons/copy';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { copyText } from '../kit/copy-text';
import { Dialog } from '../kit/dialog';
import { useToast } from '../kit/toasts';
import styles from './house-page.module.css';

interface NewTokenProperties {
  name: string;
  secret: string;
  onClose: () => void;
}

// The one moment at which a token's secret is seen.
export function NewToken({ name, secret, onClose }: NewTokenProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const copy = async () => {
    await copyText(secret);
    say(t('common.copied'));
  };
  return (
    <Dialog
      title={name}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button look="main" icon={<Copy size={16} />} onClick={() => void copy()}>
            {t('common.copy')}
          </Button>
        </>
      }
    >
      <p>{t('tokens.once')}</p>
      <p className={styles.secret}>{secret}</p>
      <p className={styles.text}>{t('tokens.use')}</p>
    </Dialog>
  );
}
