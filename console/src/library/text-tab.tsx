import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Empty } from '../kit/empty';
import { BlockView } from '../proof/block-view';

// What was read out of the original: the text that answers are made from.
export function TextTab({ document, revision }: { document: DocumentInfo; revision: number }) {
  const { t } = useLanguage();
  if (revision === 0) return <Empty title={t('document.text')} text={t('document.notRead')} />;
  return (
    <BlockView
      target={{
        documentId: document.document_id,
        title: document.title,
        library: document.library,
        revision,
        page: 0,
        boxes: [],
        quote: '',
        blockBegin: 0,
        blockEnd: 0,
      }}
    />
  );
}
