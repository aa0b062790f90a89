import ArrowLeft from 'lucide-react/icons/arrow-left';
import Download from 'lucide-react/icons/download';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router-dom';

import { originalAddress } from '../api/documents';
import { mayEdit } from '../api/libraries';
import type { DocumentInfo } from '../api/types';
import { Expiry } from '../ask/expiry';
import { useGoBack } from '../frame/use-go-back';
import { useLibraries } from '../frame/use-libraries';
import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { IconButton } from '../kit/icon-button';
import { DeleteDialog } from './delete-dialog';
import styles from './document-page.module.css';
import { DocumentThumb } from './document-thumb';
import { folderOf } from './folder-of';
import { SummaryActions } from '../summary/summary-actions';
import { RecognitionLine } from './recognition-line';
import { StageStrip } from './stage-strip';

export function DocumentHeader({ document, revision }: { document: DocumentInfo; revision: number }) {
  const { t, language } = useLanguage();
  const navigate = useNavigate();
  const back = useGoBack('/library');
  const [deleting, setDeleting] = useState(false);
  const library = useLibraries().data?.find(({ id }) => id === document.library_id);
  const toLibrary = () => navigate(`/library?in=${document.library_id}`);
  const folder = folderOf(document.source_name);
  const about = [
    document.library,
    folder,
    document.format.toUpperCase(),
    formatBytes(language, document.bytes),
    revision > 0 ? t('proof.revision', { revision }) : '',
  ];
  return (
    <header className={styles.header}>
      <IconButton name={t('common.back')} hint="Esc" icon={<ArrowLeft size={18} />} onClick={back} />
      <DocumentThumb document={document} large />
      <div className={styles.words}>
        <h1 className={styles.title} title={document.source_name}>
          {document.title}
        </h1>
        <p className={styles.about}>
          {about.filter(Boolean).map((word) => (
            <span key={word}>
              {word === folder && document.parent ? <Link to={`/documents/${document.parent}`}>{word}</Link> : word}
            </span>
          ))}
          <StageStrip document={document} />
          <Expiry of={document} />
        </p>
        <RecognitionLine document={document} mayEdit={library !== undefined && mayEdit(library)} />
      </div>
      {revision > 0 && <SummaryActions documents={[document]} compact />}
      {revision > 0 && (
        <a
          className={styles.download}
          href={originalAddress(document.document_id, revision, true)}
          download
          aria-label={t('document.download')}
        >
          <Download size={16} aria-hidden />
          <span>{t('document.download')}</span>
        </a>
      )}
      {library && mayEdit(library) && (
        <IconButton name={t('common.delete')} icon={<Trash2 size={18} />} onClick={() => setDeleting(true)} />
      )}
      {deleting && <DeleteDialog documents={[document]} onClose={() => setDeleting(false)} onDone={toLibrary} />}
    </header>
  );
}
