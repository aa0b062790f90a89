import type { DocumentInfo, Stage } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Tip } from '../kit/tip';
import styles from './stage-strip.module.css';

const kStages: Stage[] = ['received', 'read', 'cleaned', 'indexed'];

type Step = 'done' | 'now' | 'failed' | 'ahead';

// What each stage of a document is, from the last one that is done.
export function stepsOf(document: Pick<DocumentInfo, 'state' | 'stage'>): Step[] {
  const done = kStages.indexOf(document.stage);
  return kStages.map((_, index) => {
    if (document.state === 'ready' || index <= done) return 'done';
    if (index > done + 1) return 'ahead';
    if (document.state === 'failed') return 'failed';
    return document.state === 'running' ? 'now' : 'ahead';
  });
}

// "Ready", and how far its scanned pages are while some are not read.
function stateOf(document: DocumentInfo, t: ReturnType<typeof useLanguage>['t']): string {
  if (document.needs_password) return t('state.locked');
  const state = t(`state.${document.state}`);
  const recognition = document.recognition;
  if (document.state !== 'ready' || !recognition || recognition.state === 'done') return state;
  if (recognition.state === 'needs_ocr' && document.chunks === 0) return t('state.needsOcr');
  return t('state.partly', {
    state,
    recognised: recognition.recognised + recognition.pictures_recognised,
    pages: recognition.pages + recognition.pictures,
  });
}

// The stages of a file as a strip, and its state in a word; the reason on hover and focus.
export function StageStrip({ document }: { document: DocumentInfo }) {
  const { t } = useLanguage();
  const steps = stepsOf(document);
  const now = steps.indexOf('now');
  const word = now >= 0 ? t('stage.now', { stage: t(`stage.${kStages[now] as Stage}`) }) : stateOf(document, t);
  const tip = document.reason || document.recognition?.text || kStages.map((stage) => t(`stage.${stage}`)).join(' → ');
  return (
    <Tip text={tip} side="top">
      <span className={styles.strip} data-state={document.state}>
        <span className={styles.steps} aria-hidden>
          {steps.map((step, index) => (
            <span key={kStages[index]} className={styles[step]} />
          ))}
        </span>
        <span className={styles.word}>{word}</span>
        {document.reason && <span className="visually-hidden">{document.reason}</span>}
      </span>
    </Tip>
  );
}
