import { useQuery } from '@tanstack/react-query';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import { useEffect, useId, useRef, useState } from 'react';

import { syntaxHelp } from '../api/words';
import { useLanguage } from '../i18n/language';
import { IconButton } from '../kit/icon-button';
import { ProblemNote } from '../kit/problem-note';
import styles from './query-help.module.css';
import { syntaxLines } from './syntax-lines';

// What can be written besides words, beside the box. The server's text, so that it is what the server understands.
export function QueryHelp() {
  const { t, language } = useLanguage();
  const id = useId();
  const room = useRef<HTMLSpanElement>(null);
  const [open, setOpen] = useState(false);
  const help = useQuery({ queryKey: ['syntax-help', language], queryFn: syntaxHelp, enabled: open, staleTime: Infinity });
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    const onPointer = (event: PointerEvent) => {
      if (!room.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onPointer);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onPointer);
    };
  }, [open]);
  return (
    <span ref={room} className={styles.room}>
      <IconButton
        name={t('search.help')}
        icon={<CircleHelp size={18} />}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <div id={id} className={styles.help} role="region" aria-label={t('search.help')}>
          {help.isError ? (
            <ProblemNote error={help.error} />
          ) : (
            <dl className={styles.lines}>
              {syntaxLines(help.data ?? '').map(({ written, text }) => (
                <div key={text} className={written ? undefined : styles.remark}>
                  {written && <dt>{written}</dt>}
                  <dd>{text}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      )}
    </span>
  );
}
