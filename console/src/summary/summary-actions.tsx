import ListCollapse from 'lucide-react/icons/list-collapse';
import Tags from 'lucide-react/icons/tags';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { IconButton } from '../kit/icon-button';
import { ClassifyDialog } from './classify-dialog';
import { addressOfSummary, kMostSummarised } from './summary-address';

interface SummaryActionsProperties {
  documents: DocumentInfo[]; // that can be read
  compact?: boolean;
}

// What can be made of documents: a summary, a classification.
export function SummaryActions({ documents, compact }: SummaryActionsProperties) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const [classifying, setClassifying] = useState(false);
  const summarise = () => navigate(addressOfSummary(documents.map(({ document_id }) => document_id)));
  if (documents.length === 0 || documents.length > kMostSummarised) return null;
  return (
    <>
      {compact ? (
        <>
          <Button look="quiet" icon={<ListCollapse size={16} />} onClick={summarise}>
            {t('summary.make')}
          </Button>
          <IconButton name={t('classify.make')} icon={<Tags size={18} />} onClick={() => setClassifying(true)} />
        </>
      ) : (
        <>
          <Button icon={<ListCollapse size={16} />} onClick={summarise}>
            {t('summary.make')}
          </Button>
          <Button icon={<Tags size={16} />} onClick={() => setClassifying(true)}>
            {t('classify.make')}
          </Button>
        </>
      )}
      {classifying && <ClassifyDialog documents={documents} onClose={() => setClassifying(false)} />}
    </>
  );
}
