import CircleCheck from 'lucide-react/icons/circle-check';
import CircleHelp from 'lucide-react/icons/circle-question-mark';
import CircleX from 'lucide-react/icons/circle-x';

import type { QualityComparison, Verdict } from '../api/types';
import { useLanguage } from '../i18n/language';
import { asSentence } from '../kit/as-sentence';
import styles from './gate-card.module.css';

const kIcons = { pass: CircleCheck, fail: CircleX, cannot_tell: CircleHelp };

function Mark({ verdict, size }: { verdict: Verdict; size: number }) {
  const Icon = kIcons[verdict];
  return <Icon size={size} aria-hidden />;
}

// Whether the run holds the rules of its set, and why.
export function GateCard({ gate }: { gate: QualityComparison['comparison']['gate'] }) {
  const { t } = useLanguage();
  const reasons = new Set(gate.findings.map(({ reason }) => reason));
  const shared = gate.findings.length > 1 && reasons.size === 1 ? gate.findings[0]?.reason : undefined; // said once
  return (
    <div className={styles.card} data-verdict={gate.verdict} role="status">
      <h3 className={styles.verdict}>
        <Mark verdict={gate.verdict} size={20} />
        {t(`gate.${gate.verdict}`)}
      </h3>
      {shared && <p className={styles.reason}>{asSentence(shared)}</p>}
      <ul className={styles.findings}>
        {gate.findings.map(({ measure, verdict, reason }) => (
          <li key={measure} className={styles.finding} data-verdict={verdict}>
            <Mark verdict={verdict} size={16} />
            <span>
              {t(`measure.${measure}`)}
              <span className="visually-hidden"> {t(`gate.${verdict}`)}</span>
            </span>
            {!shared && <span className={styles.reason}>{asSentence(reason)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
