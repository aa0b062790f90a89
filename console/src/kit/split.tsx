import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';

import { useLanguage } from '../i18n/language';
import styles from './split.module.css';
import { useNarrow } from './use-narrow';
import { useStored } from './use-stored';

const kLeast = 36; // per cent of the width
const kMost = 60;
const clamp = (share: number) => Math.min(kMost, Math.max(kLeast, share));

interface SplitProperties {
  children: ReactNode;
  side: ReactNode; // the right panel, or a sheet on a narrow screen; nothing: all is for the children
  sideLabel: string;
}

// Work at the left, its panel at the right. The width of the panel is remembered.
export function Split({ children, side, sideLabel }: SplitProperties) {
  const { t } = useLanguage();
  const narrow = useNarrow();
  const whole = useRef<HTMLDivElement>(null);
  const [stored, store] = useStored('wenyuan.panel', '44');
  const share = clamp(Number(stored) || 44);

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !whole.current) return;
    const { right, width } = whole.current.getBoundingClientRect();
    store(String(Math.round(clamp(((right - event.clientX) / width) * 100))));
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    store(String(clamp(share + by)));
  };

  return (
    <div className={styles.split} ref={whole}>
      <div className={styles.work}>{children}</div>
      {side && !narrow && (
        <div
          className={styles.handle}
          role="separator"
          aria-orientation="vertical"
          aria-label={t('common.resize')}
          aria-valuenow={share}
          aria-valuemin={kLeast}
          aria-valuemax={kMost}
          tabIndex={0}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onKeyDown={step}
        />
      )}
      {side && (
        <aside
          className={narrow ? styles.sheet : styles.side}
          style={narrow ? undefined : { width: `${share}%` }}
          aria-label={sideLabel}
        >
          {side}
        </aside>
      )}
    </div>
  );
}
