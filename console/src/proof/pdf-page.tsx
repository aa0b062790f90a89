import type { RenderTask } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';

import type { Box } from '../api/types';
import { useLanguage } from '../i18n/language';
import type { OpenPdf } from './pdf';
import styles from './pdf-page.module.css';

interface PdfPageProperties {
  pdf: OpenPdf | undefined; // undefined: still opening, only the sheet is shown
  number: number;
  width: number; // points
  height: number;
  scale: number; // pixels per point
  boxes: Box[]; // to be marked; all on this page
}

const kAhead = '800px 0px'; // how far outside the window a page is drawn already

// One page: a sheet of the right size at once, drawn when it comes near, with the marks over it.
export function PdfPage({ pdf, number, width, height, scale, boxes }: PdfPageProperties) {
  const { t } = useLanguage();
  const sheet = useRef<HTMLDivElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [near, setNear] = useState(false);

  useEffect(() => {
    if (!sheet.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => setNear(entry?.isIntersecting ?? false), {
      root: sheet.current.closest('[data-pages]'),
      rootMargin: kAhead,
    });
    observer.observe(sheet.current);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    if (!pdf || !near) return undefined;
    let gone = false;
    let task: RenderTask | undefined;
    const draw = async () => {
      const page = await pdf.document.getPage(number);
      const canvas = document.createElement('canvas');
      const viewport = page.getViewport({ scale: scale * devicePixelRatio });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      const context = canvas.getContext('2d');
      if (gone || !context) return;
      task = page.render({ canvasContext: context, viewport });
      await task.promise;
      layer.current?.replaceChildren(canvas);
      if (gone || !text.current) return;
      text.current.replaceChildren();
      const layout = page.getViewport({ scale });
      await new pdf.pdfjs.TextLayer({
        textContentSource: page.streamTextContent(),
        container: text.current,
        viewport: layout,
      }).render();
    };
    draw().catch(() => {
      // Cancelled by a newer size or by closing; a page that cannot be drawn stays an empty sheet.
    });
    return () => {
      gone = true;
      task?.cancel();
    };
  }, [pdf, near, number, scale]);

  const share = (value: number, of: number) => `${(value / of) * 100}%`;
  return (
    <div
      ref={sheet}
      className={styles.sheet}
      data-page={number}
      role="img"
      aria-label={t('proof.page', { page: number })}
      style={{ width: width * scale, height: height * scale, ['--scale-factor' as string]: scale }}
    >
      <div ref={layer} className={styles.canvas} />
      <div ref={text} className={styles.text} />
      {boxes.map((box) => (
        <div
          key={`${box.left} ${box.top} ${box.right} ${box.bottom}`}
          className={styles.mark}
          data-proof-mark
          style={{
            left: share(box.left, width),
            top: share(box.top, height),
            width: share(box.right - box.left, width),
            height: share(box.bottom - box.top, height),
          }}
        />
      ))}
    </div>
  );
}
