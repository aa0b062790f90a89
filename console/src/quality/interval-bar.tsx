import styles from './interval-bar.module.css';

const kWidth = 160;
const kHeight = 20;
const kMargin = 6;

interface IntervalBarProperties {
  value: number;
  low: number;
  high: number;
  from: number; // the ends of the scale
  to: number;
  mark?: number; // a fine line: zero, or the value before
  tone?: 'good' | 'bad' | 'even';
  name: string; // the same in words
}

// A value as a dot on its confidence interval.
export function IntervalBar({ value, low, high, from, to, mark, tone = 'even', name }: IntervalBarProperties) {
  const at = (one: number) =>
    kMargin + ((Math.min(to, Math.max(from, one)) - from) / (to - from)) * (kWidth - 2 * kMargin);
  const middle = kHeight / 2;
  return (
    <svg className={styles.bar} viewBox={`0 0 ${kWidth} ${kHeight}`} role="img" aria-label={name} data-tone={tone}>
      <line className={styles.scale} x1={kMargin} x2={kWidth - kMargin} y1={middle} y2={middle} />
      {mark !== undefined && <line className={styles.mark} x1={at(mark)} x2={at(mark)} y1={3} y2={kHeight - 3} />}
      <line className={styles.interval} x1={at(low)} x2={at(high)} y1={middle} y2={middle} />
      <circle className={styles.value} cx={at(value)} cy={middle} r={4} />
    </svg>
  );
}
