import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';

import { originalAddress } from '../api/documents';
import type { Blocks } from '../api/types';
import { useLanguage } from '../i18n/language';
import { IconButton } from '../kit/icon-button';
import { ProblemNote } from '../kit/problem-note';
import { BlockView } from './block-view';
import { isLocked } from './pdf';
import { PdfPage } from './pdf-page';
import { PdfPassword } from './pdf-password';
import styles from './pdf-view.module.css';
import type { ProofTarget } from './target';
import { usePdf } from './use-pdf';

const kZooms = [0.75, 1, 1.25, 1.5, 2, 3];
const kMargin = 16; // pixels at each side of a page
const kShareAbove = 0.25; // of the window, above the mark

interface PdfViewProperties {
  target: ProofTarget;
  pages: Blocks['pages'];
}

// The pages of a PDF, one under the other, scrolled to the mark.
export function PdfView({ target, pages }: PdfViewProperties) {
  const { t } = useLanguage();
  const [password, setPassword] = useState<string>();
  const { pdf, error } = usePdf(originalAddress(target.documentId, target.revision), password);
  const failed = error !== undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0); // pixels
  const [zoom, setZoom] = useState(1);
  const widest = useMemo(() => Math.max(1, ...pages.map(({ width }) => width)), [pages]);
  const scale = (Math.max(0, room - 2 * kMargin) / widest) * zoom;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    setRoom(element.clientWidth);
    return () => observer.disconnect();
  }, [failed]); // what failed has no pages to measure

  // Sheets have their size before they are drawn, so the place is known at once.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || scale <= 0) return;
    const box = target.boxes[0];
    const sheet = element.querySelector<HTMLElement>(`[data-page="${box?.page ?? target.page}"]`);
    if (!sheet) return;
    const above = box ? element.clientHeight * kShareAbove : kMargin;
    element.scrollTop = sheet.offsetTop + (box?.top ?? 0) * scale - above;
  }, [target, scale]);

  if (error) {
    return (
      <div className={styles.fallback}>
        {isLocked(error) ? (
          <PdfPassword wrong={password !== undefined} onPassword={setPassword} />
        ) : (
          <ProblemNote title={t('proof.failed')} error={error} />
        )}
        <BlockView target={target} />
      </div>
    );
  }
  const step = (by: number) => setZoom(kZooms[kZooms.indexOf(zoom) + by] ?? zoom);
  return (
    <div className={styles.view}>
      <div className={styles.pages} ref={scroller} data-pages tabIndex={0} aria-label={t('proof.label')} role="region">
        {pages.map((page) => (
          <PdfPage
            key={page.page}
            pdf={pdf}
            number={page.page}
            width={page.width}
            height={page.height}
            scale={scale}
            boxes={target.boxes.filter((box) => box.page === page.page)}
          />
        ))}
      </div>
      <div className={styles.zoom}>
        <IconButton
          name={t('proof.zoomOut')}
          icon={<Minus size={16} />}
          disabled={zoom === kZooms[0]}
          onClick={() => step(-1)}
        />
        <IconButton
          name={t('proof.zoomFit')}
          icon={<span>{Math.round(zoom * 100)}%</span>}
          onClick={() => setZoom(1)}
        />
        <IconButton
          name={t('proof.zoomIn')}
          icon={<Plus size={16} />}
          disabled={zoom === kZooms.at(-1)}
          onClick={() => step(1)}
        />
      </div>
    </div>
  );
}
