import { useQuery } from '@tanstack/react-query';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import ExternalLink from 'lucide-react/icons/external-link';
import X from 'lucide-react/icons/x';
import { Link } from 'react-router-dom';

import { useShortcut } from '../frame/use-shortcut';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { IconButton } from '../kit/icon-button';
import { OriginalView } from './original-view';
import { outlineQuery } from './outline-query';
import { pageName } from './page-name';
import styles from './proof-panel.module.css';
import { addressOfTarget, type ProofTarget } from './target';

interface ProofPanelProperties {
  targets: ProofTarget[];
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
}

// The original beside what was said from it: one proof at a time, the others by arrow.
export function ProofPanel({ targets, index, onIndex, onClose }: ProofPanelProperties) {
  const { t } = useLanguage();
  const target = targets[index] as ProofTarget;
  const outline = useQuery(outlineQuery(target.documentId, target.revision)).data;
  const go = (by: number) => {
    const next = index + by;
    if (next >= 0 && next < targets.length) onIndex(next);
  };
  useShortcut('ArrowLeft', () => go(-1));
  useShortcut('ArrowRight', () => go(1));
  useShortcut('Escape', onClose);

  const page = target.page > 0 && outline
    ? pageName(t, outline.format, target.page, outline.pages[target.page - 1]?.label)
    : '';
  const origin = target.origin && target.origin !== 'file' ? t(`origin.${target.origin}`) : '';
  return (
    <section className={styles.panel} aria-label={t('proof.title')} data-proof-panel>
      <header className={styles.header}>
        <div className={styles.words}>
          <h2 className={styles.title} title={target.title}>
            {target.title}
          </h2>
          <p className={styles.place}>
            {[target.library, t('proof.revision', { revision: target.revision }), page, origin].filter(Boolean).join(' · ')}
          </p>
        </div>
        <IconButton name={t('proof.hide')} hint="Esc" icon={<X size={18} />} onClick={onClose} />
      </header>
      <div className={styles.original}>
        <OriginalView target={target} />
      </div>
      <footer className={styles.footer}>
        <Button look="quiet" icon={<ChevronLeft size={16} />} disabled={index === 0} onClick={() => go(-1)}>
          {t('proof.previous')}
        </Button>
        <span className={styles.position} aria-live="polite">
          {t('proof.position', { index: index + 1, total: targets.length })}
        </span>
        <Button look="quiet" disabled={index + 1 === targets.length} onClick={() => go(1)}>
          {t('proof.next')}
          <ChevronRight size={16} />
        </Button>
        <Link className={styles.open} aria-label={t('proof.open')} to={addressOfTarget(target)}>
          <ExternalLink size={16} aria-hidden />
          <span>{t('proof.open')}</span>
        </Link>
      </footer>
    </section>
  );
}
