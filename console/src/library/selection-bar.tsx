import { useMutation, useQueryClient } from '@tanstack/react-query';
import RotateCw from 'lucide-react/icons/rotate-cw';
import Trash2 from 'lucide-react/icons/trash-2';
import Users from 'lucide-react/icons/users';

import { retryDocument } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { useToast } from '../kit/toasts';
import { SummaryActions } from '../summary/summary-actions';
import styles from './library-toolbar.module.css';

interface SelectionBarProperties {
  chosen: DocumentInfo[];
  onDelete: () => void;
  onReaders?: () => void; // where the person owns the libraries of all of them
  onClear: () => void;
}

// In place of the toolbar while something is chosen.
export function SelectionBar({ chosen, onDelete, onReaders, onClear }: SelectionBarProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const failed = chosen.filter(({ state }) => state === 'failed');
  const retry = useMutation({
    mutationFn: () => Promise.all(failed.map(({ document_id }) => retryDocument(document_id))),
    onSuccess: () => {
      say(t('library.retry.done', { count: failed.length }));
      onClear();
      void queries.invalidateQueries({ queryKey: ['documents'] });
    },
  });
  return (
    <div className={styles.bar} role="toolbar">
      <strong>{t('library.selected', { count: chosen.length })}</strong>
      <Button look="quiet" onClick={onClear}>
        {t('library.clearSelection')}
      </Button>
      <div className={styles.add}>
        <SummaryActions documents={chosen.filter(({ revision }) => revision > 0)} />
        {failed.length > 0 && (
          <Button icon={<RotateCw size={16} />} busy={retry.isPending} onClick={() => retry.mutate()}>
            {t('library.retry')}
          </Button>
        )}
        {onReaders && (
          <Button icon={<Users size={16} />} onClick={onReaders}>
            {t('document.readers')}
          </Button>
        )}
        <Button icon={<Trash2 size={16} />} onClick={onDelete}>
          {t('common.delete')}
        </Button>
      </div>
    </div>
  );
}
