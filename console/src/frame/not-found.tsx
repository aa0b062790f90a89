import Compass from 'lucide-react/icons/compass';
import { useNavigate } from 'react-router-dom';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';

export function NotFound() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  return (
    <Empty icon={<Compass size={24} />} title={t('notFound.title')} text={t('notFound.text')}>
      <Button look="main" onClick={() => navigate('/ask')}>
        {t('notFound.home')}
      </Button>
    </Empty>
  );
}
