import styles from './document-tabs.module.css';

const isEmpty = (value: unknown) =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value as object).length === 0);

const asText = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(asText).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, one]) => `${name} ${asText(one)}`)
    .join(', ');
};

// What a step of the lineage noted; nothing where it noted nothing.
export function StepDetails({ details }: { details: Record<string, unknown> }) {
  const said = Object.entries(details).filter(([, value]) => !isEmpty(value));
  if (said.length === 0) return null;
  return <span className={styles.details}>{said.map(([name, value]) => `${name}: ${asText(value)}`).join('  ')}</span>;
}
