import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';

import { mayEdit } from '../api/libraries';
import { useScope } from '../frame/use-scope';
import { ChooseLibrary } from './choose-library';
import { onDocumentNews } from './document-news';
import type { FoundFile } from './dropped-files';
import { type Upload, UploadQueue } from './upload-queue';

const kRefreshEvery = 5000; // milliseconds; events tell sooner

interface Uploads {
  uploads: readonly Upload[];
  queue: UploadQueue;
  add: (files: FoundFile[]) => void;
}

const Context = createContext<Uploads | null>(null);

// Holds the queue of uploads above the pages, and asks for the library where the scope does not say it.
export function UploadProvider({ children }: { children: ReactNode }) {
  const [queue] = useState(() => new UploadQueue());
  const uploads = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const { library, libraries } = useScope();
  const [unplaced, setUnplaced] = useState<FoundFile[]>([]);

  useEffect(() => onDocumentNews((documents) => queue.hear(documents)), [queue]);

  const working = uploads.some(({ state }) => state === 'working');
  useEffect(() => {
    if (!working) return undefined;
    const timer = setInterval(() => void queue.refresh(), kRefreshEvery);
    return () => clearInterval(timer);
  }, [queue, working]);

  const add = useCallback(
    (files: FoundFile[]) => {
      if (files.length === 0) return;
      const editable = (libraries ?? []).filter(mayEdit);
      const only = editable.length === 1 ? editable[0] : undefined;
      const place = library ? (mayEdit(library) ? library : undefined) : only;
      if (place) queue.add(place.id, files);
      else setUnplaced(files);
    },
    [libraries, library, queue],
  );

  const value = useMemo(() => ({ uploads, queue, add }), [uploads, queue, add]);
  return (
    <Context.Provider value={value}>
      {children}
      {unplaced.length > 0 && (
        <ChooseLibrary
          count={unplaced.length}
          onChoose={(id) => {
            queue.add(id, unplaced);
            setUnplaced([]);
          }}
          onClose={() => setUnplaced([])}
        />
      )}
    </Context.Provider>
  );
}

export function useUploads(): Uploads {
  const context = useContext(Context);
  if (!context) throw new Error('UploadProvider is missing');
  return context;
}
