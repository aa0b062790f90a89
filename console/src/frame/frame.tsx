import { useCallback, useState } from 'react';
import { Outlet, useLocation } from 'react-router-dom';

import { ConversationProvider } from '../ask/conversation-provider';
import { useLanguage } from '../i18n/language';
import { DropTarget } from '../library/drop-target';
import { UploadDock } from '../library/upload-dock';
import { UploadProvider } from '../library/upload-provider';
import { Bar } from './bar';
import styles from './frame.module.css';
import { KeyHelp } from './key-help';
import { Palette } from './palette';
import { Rail } from './rail';
import { useLiveDocuments } from './use-live-documents';
import { useShortcut } from './use-shortcut';

type Overlay = 'palette' | 'keys' | null;

export function Frame() {
  const { t } = useLanguage();
  const { pathname } = useLocation();
  const [overlay, setOverlay] = useState<Overlay>(null);
  const close = useCallback(() => setOverlay(null), []);
  useLiveDocuments();
  useShortcut('mod+k', () => setOverlay('palette'));
  useShortcut('?', () => setOverlay('keys'));

  return (
    <ConversationProvider>
    <UploadProvider>
      <div className={styles.frame}>
        <Rail />
        <div className={styles.rest}>
          <Bar onPalette={() => setOverlay('palette')} />
          <main className={styles.page} aria-label={t('app.name')}>
            <Outlet />
          </main>
          <UploadDock />
        </div>
        {overlay === 'palette' && <Palette onClose={close} />}
        {overlay === 'keys' && <KeyHelp path={pathname} onClose={close} />}
        <DropTarget />
      </div>
    </UploadProvider>
    </ConversationProvider>
  );
}
