import TriangleAlert from 'lucide-react/icons/triangle-alert';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';

// Shown where a page threw: the frame around it goes on working.
export function PageProblem() {
  const { t } = useLanguage();
  return (
    <Empty icon={<TriangleAlert size={24} />} title={t('error.page.title')} text={t('error.page.text')}>
      <Button look="main" onClick={() => location.reload()}>
        {t('error.page.reload')}
      </Button>
    </Empty>
  );
}
