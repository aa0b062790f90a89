import { formatBytes } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import styles from './dock-files.module.css';
import { StageStrip } from './stage-strip';
import type { Upload } from './upload-queue';

const kShown = 100;

// Where each file is; the newest unfinished ones first.
export function DockFiles({ uploads }: { uploads: readonly Upload[] }) {
  const { t, language } = useLanguage();
  const order: Upload['state'][] = ['sending', 'working', 'waiting', 'failed', 'ready', 'same'];
  const sorted = [...uploads].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state)).slice(0, kShown);
  return (
    <ul className={styles.files}>
      {sorted.map((upload) => (
        <li key={upload.id} className={styles.file}>
          <span className={styles.name}>{upload.name}</span>
          <span className={styles.size}>{formatBytes(language, upload.file.size)}</span>
          <span className={styles.state}>
            {upload.document && upload.state !== 'same' && <StageStrip document={upload.document} />}
            {upload.state === 'same' && t('dock.same', { count: 1 })}
            {upload.state === 'waiting' && t('state.queued')}
            {upload.state === 'sending' &&
              `${t('dock.sending')} ${upload.file.size > 0 ? Math.round((upload.sent / upload.file.size) * 100) : 0}%`}
            {upload.state === 'failed' && !upload.document && t('state.failed')}
          </span>
        </li>
      ))}
    </ul>
  );
}
