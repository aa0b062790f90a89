import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { setReading } from '../api/libraries';
import type { Library, Reading } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Confirm } from '../kit/confirm';
import { ProblemNote } from '../kit/problem-note';
import { Select } from '../kit/select';

const kReadings: Reading[] = ['local', 'vision', 'vision_only'];

// Who reads the pictures of one library. What makes them leave the machine is asked once more.
export function LibraryReading({ library, service }: { library: Library; service: string }) {
  const { t } = useLanguage();
  const queries = useQueryClient();
  const [wanted, want] = useState<Reading | null>(null);
  const change = useMutation({
    mutationFn: (reading: Reading) => setReading(library.id, reading),
    onSettled: () => queries.invalidateQueries({ queryKey: ['libraries'] }),
  });
  const choose = (reading: Reading) => {
    if (library.reading === 'local' && reading !== 'local') want(reading);
    else change.mutate(reading);
  };
  return (
    <li data-reading={library.reading}>
      <span>{library.name}</span>
      <Select
        name={t('recognition.of', { library: library.name })}
        value={wanted ?? (change.isPending ? change.variables : library.reading)}
        disabled={change.isPending}
        options={kReadings.map((reading) => ({ value: reading, label: t(`reading.${reading}`) }))}
        onChange={(event) => choose(event.target.value as Reading)}
      />
      {change.isError && <ProblemNote error={change.error} />}
      {wanted && (
        <Confirm
          title={t('recognition.send', { library: library.name })}
          text={t('recognition.sendText', { service })}
          action={t('recognition.sendThem')}
          busy={change.isPending}
          onClose={() => want(null)}
          onConfirm={() => change.mutate(wanted, { onSettled: () => want(null) })}
        />
      )}
    </li>
  );
}
