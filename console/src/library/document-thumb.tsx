import { thumbnailAddress } from '../api/documents';
import type { DocumentInfo } from '../api/types';
import { FormatIcon } from '../kit/format-icon';
import styles from './document-thumb.module.css';

// Its first page, small; the sign of its format where there is no picture of one.
export function DocumentThumb({ document, large }: { document: DocumentInfo; large?: boolean }) {
  if (!document.thumbnail) return large ? null : <FormatIcon format={document.format} />;
  const address = thumbnailAddress(document.document_id);
  return (
    <img
      // Another revision is another picture.
      key={document.revision}
      className={large ? styles.large : styles.small}
      src={address}
      alt=""
      loading="lazy"
      decoding="async"
    />
  );
}
