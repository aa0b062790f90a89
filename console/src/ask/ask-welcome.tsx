import FileUp from 'lucide-react/icons/file-up';
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question-mark';
import { useNavigate } from 'react-router-dom';

import { useScope } from '../frame/use-scope';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import styles from './ask-welcome.module.css';

// Before the first question: what this page does, or, with nothing to ask yet, how to change that.
export function AskWelcome() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { library, libraries } = useScope();
  if (!libraries) return null;
  const ready = (library ? [library] : libraries).reduce((sum, { counts }) => sum + counts.ready, 0);
  return (
    <div className={styles.welcome}>
      {ready > 0 ? (
        <Empty icon={<MessageCircleQuestion size={24} />} title={t('ask.welcome')} text={t('ask.welcomeText')} />
      ) : (
        <Empty icon={<FileUp size={24} />} title={t('ask.empty.title')} text={t('ask.empty.text')}>
          <Button look="main" onClick={() => navigate('/library')}>
            {t('ask.empty.action')}
          </Button>
        </Empty>
      )}
    </div>
  );
}
