import Upload from 'lucide-react/icons/upload';
import { useEffect, useRef, useState } from 'react';

import { mayEdit } from '../api/libraries';
import { useScope } from '../frame/use-scope';
import { useLanguage } from '../i18n/language';
import styles from './drop-target.module.css';
import { filesOfDrop } from './dropped-files';
import { useUploads } from './upload-provider';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

// The whole window takes files and folders, on every page.
export function DropTarget() {
  const { t } = useLanguage();
  const { add } = useUploads();
  const { library } = useScope();
  const [over, setOver] = useState(false);
  const depth = useRef(0); // entering a child comes before leaving its parent
  const denied = library !== undefined && !mayEdit(library);

  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      ++depth.current;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const allow = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth.current = 0;
      setOver(false);
      if (!denied) void filesOfDrop(event.dataTransfer).then(add);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: allow, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener as EventListener);
    };
  }, [add, denied]);

  if (!over) return null;
  const words = library
    ? t(denied ? 'library.dropDenied' : 'library.drop', { library: library.name })
    : t('library.dropAsk');
  return (
    <div className={styles.target}>
      <div className={styles.card}>
        <Upload size={28} aria-hidden />
        <strong>{words}</strong>
        {!denied && <span>{t('library.dropHint')}</span>}
      </div>
    </div>
  );
}
