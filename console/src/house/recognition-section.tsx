import { useQuery } from '@tanstack/react-query';

import { readStatus } from '../api/status';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { ProblemNote } from '../kit/problem-note';
import { Skeleton } from '../kit/skeleton';
import { useMe } from '../session/use-me';
import styles from './house-page.module.css';
import { LibraryReading } from './library-reading';

// What reads pages and pictures that show text, and, for administrators, which libraries a service elsewhere reads.
export function RecognitionSection() {
  const { t } = useLanguage();
  const status = useQuery({ queryKey: ['status'], queryFn: readStatus });
  const libraries = useLibraries();
  const administrator = useMe().data?.administrator ?? false;
  if (status.isError) return <ProblemNote error={status.error} onRetry={() => void status.refetch()} />;
  if (!status.data) return <Skeleton lines={4} />;
  const { recogniser, reason, vision } = status.data.recognition;
  return (
    <>
      <h1>{t('house.recognition')}</h1>
      <p className={styles.text}>
        {recogniser ? t('recognition.by', { recogniser }) : t('recognition.none')}
        {recogniser === 'Tesseract' && ` ${t('recognition.tesseract')}`}
      </p>
      {reason && <p className={styles.text}>{reason}</p>}
      <h2>{t('recognition.vision')}</h2>
      <p className={styles.text}>{t(`recognition.vision.${vision.state}`, { name: vision.name })}</p>
      {vision.reason && <p className={styles.text}>{vision.reason}</p>}
      {vision.state !== 'off' && <p className={styles.text}>{t('recognition.leaves')}</p>}
      {vision.state !== 'off' && administrator && (
        <ul className={styles.libraries}>
          {(libraries.data ?? []).map((library) => (
            <LibraryReading key={library.id} library={library} service={vision.name} />
          ))}
        </ul>
      )}
    </>
  );
}
