import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

import type { DocumentFilter } from '../api/documents';
import type { DocumentState } from '../api/types';

export const kStates: DocumentState[] = ['queued', 'running', 'ready', 'failed'];
// Those that people look for; other kinds are found by name.
export const kFormats = [
  ...['pdf', 'ofd', 'xps', 'docx', 'doc', 'rtf', 'odt', 'hwp', 'hwpx', 'epub', 'one', 'pptx', 'ppt', 'odp', 'vsdx'],
  ...['xlsx', 'xls', 'ods', 'csv', 'html', 'md', 'txt', 'ipynb', 'json', 'xml', 'eml', 'msg', 'mbox'],
  ...['png', 'jpg', 'tif', 'zip', 'tar', 'rar', '7z'],
];

// The filter of the list, kept in the address.
export function useFilter(library: string | undefined) {
  const [parameters, setParameters] = useSearchParams();
  const state = kStates.find((one) => one === parameters.get('state'));
  const format = parameters.get('format') ?? '';
  const name = parameters.get('name') ?? '';

  const filter = useMemo<DocumentFilter>(
    () => ({ library, state, format: format || undefined, name: name || undefined }),
    [library, state, format, name],
  );
  const change = useCallback(
    (changes: Partial<Record<'state' | 'format' | 'name', string>>) =>
      setParameters(
        (now) => {
          for (const [key, value] of Object.entries(changes)) {
            if (value) now.set(key, value);
            else now.delete(key);
          }
          return now;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return { filter, change, filtered: Boolean(state || format || name) };
}
