import { useMutation, useQueryClient } from '@tanstack/react-query';
import Hourglass from 'lucide-react/icons/hourglass';
import Lock from 'lucide-react/icons/lock';
import TriangleAlert from 'lucide-react/icons/triangle-alert';

import { retryDocument } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import { UnlockForm } from './unlock-form';

// Of a document that has no readable revision yet: how far it is, or why it failed.
export function DocumentWaiting({ document }: { document: DocumentInfo }) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryDocument(document.document_id),
    onSuccess: (again) => queries.setQueryData(['document', document.document_id], again),
  });
  if (document.state !== 'failed') {
    return <Empty icon={<Hourglass size={24} />} title={t(`state.${document.state}`)} text={t('document.notRead')} />;
  }
  if (document.needs_password) {
    return (
      <Empty icon={<Lock size={24} />} title={t('state.locked')} text={document.reason}>
        <UnlockForm
          documents={[document]}
          onUnlocked={([again]) => queries.setQueryData(['document', document.document_id], again)}
        />
      </Empty>
    );
  }
  return (
    <Empty icon={<TriangleAlert size={24} />} title={t('state.failed')} text={document.reason}>
      <Button look="main" busy={retry.isPending} onClick={() => retry.mutate()}>
        {t('common.retry')}
      </Button>
    </Empty>
  );
}
