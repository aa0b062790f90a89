import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import CircleCheck from 'lucide-react/icons/circle-check';
import LoaderCircle from 'lucide-react/icons/loader-circle';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import X from 'lucide-react/icons/x';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { IconButton } from '../kit/icon-button';
import { summarise } from './dock-summary';
import { DockFailures } from './dock-failures';
import { DockFiles } from './dock-files';
import styles from './upload-dock.module.css';
import { useUploads } from './upload-provider';

// How far the files are that were just added; stays until it is closed.
export function UploadDock() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const { uploads, queue } = useUploads();
  const [shown, show] = useState(false);
  if (uploads.length === 0) return null;

  const summary = summarise(uploads);
  const done = summary.working === 0;
  const allReady = done && summary.failed === 0;
  const sending = uploads.some(({ state }) => state === 'waiting' || state === 'sending');
  return (
    <section className={styles.dock} aria-label={t('dock.label')} data-dock>
      {shown && (
        <div className={styles.details}>
          <DockFailures uploads={uploads} onRetry={() => queue.retryFailed()} onUnlocked={(queued) => queue.hear(queued)} />
          <DockFiles uploads={uploads} />
        </div>
      )}
      <div
        className={styles.way}
        role="progressbar"
        aria-label={t('dock.label')}
        aria-valuenow={Math.round(summary.share * 100)}
      >
        <div style={{ transform: `scaleX(${summary.share})` }} />
      </div>
      <div className={styles.line}>
        {done ? (
          allReady ? (
            <CircleCheck size={18} className={styles.good} aria-hidden />
          ) : (
            <TriangleAlert size={18} className={styles.bad} aria-hidden />
          )
        ) : (
          <LoaderCircle size={18} className={styles.turning} aria-hidden />
        )}
        <p className={styles.words} role="status">
          {t('dock.summary', { ready: summary.ready, total: summary.total })}
          {summary.working > 0 && ` · ${t('dock.working', { count: summary.working })}`}
          {summary.failed > 0 && (
            <span className={styles.bad}> · {t('dock.failed', { count: summary.failed })}</span>
          )}
        </p>
        {allReady && (
          <Button look="quiet" onClick={() => navigate('/ask')}>
            {t('dock.ask')}
          </Button>
        )}
        {sending && (
          <Button look="quiet" onClick={() => queue.stop()}>
            {t('dock.stop')}
          </Button>
        )}
        <Button
          look="quiet"
          icon={shown ? <ChevronDown size={16} /> : <ChevronUp size={16} />}
          aria-expanded={shown}
          onClick={() => show(!shown)}
        >
          {t(shown ? 'dock.hide' : 'dock.show')}
        </Button>
        {done && <IconButton name={t('dock.dismiss')} icon={<X size={16} />} onClick={() => queue.clear()} />}
      </div>
    </section>
  );
}
