import { useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { mayEdit } from '../api/libraries';
import type { DocumentInfo } from '../api/types';
import { useScope } from '../frame/use-scope';
import { Skeleton } from '../kit/skeleton';
import { CreateLibrary } from './create-library';
import { DeleteDialog } from './delete-dialog';
import { DocumentTable } from './document-table';
import { LibraryEmpty } from './library-empty';
import { LibraryList } from './library-list';
import styles from './library-page.module.css';
import { LibraryToolbar } from './library-toolbar';
import { ReadersDialog } from './readers-dialog';
import { SelectionBar } from './selection-bar';
import { useFilter } from './use-filter';
import { useSelection } from './use-selection';

// The shelves at the left, the documents of one (or all) of them in a table.
export function LibraryPage() {
  const navigate = useNavigate();
  const { library, libraries, choose } = useScope();
  const { filter, change, filtered } = useFilter(library?.id);
  const selection = useSelection();
  const [creating, setCreating] = useState(false);
  const [deleting, setDeleting] = useState<DocumentInfo[]>([]);
  const [naming, setNaming] = useState<DocumentInfo[]>([]);

  if (!libraries) return <Skeleton lines={10} />;
  const editable = library ? mayEdit(library) : libraries.some(mayEdit);
  const chosen = [...selection.selected.values()];
  const owned = chosen.every(({ library_id }) => libraries.find(({ id }) => id === library_id)?.role === 'owner');
  const create = () => setCreating(true);
  return (
    <div className={styles.page}>
      <LibraryList onCreate={create} />
      <section className={styles.documents}>
        {chosen.length > 0 ? (
          <SelectionBar
            chosen={chosen}
            onReaders={owned ? () => setNaming(chosen) : undefined}
            onDelete={() => setDeleting(chosen)}
            onClear={() => selection.choose([])}
          />
        ) : (
          <LibraryToolbar filter={filter} change={change} editable={editable} filtered={filtered} />
        )}
        <DocumentTable
          filter={filter}
          selection={selection}
          onOpen={(document) => navigate(`/documents/${document.document_id}`)}
          onDelete={() => chosen.length > 0 && setDeleting(chosen)}
          empty={
            <LibraryEmpty
              filtered={filtered}
              editable={editable}
              onClearFilters={() => change({ state: '', format: '', name: '' })}
              onCreate={create}
            />
          }
        />
      </section>
      {creating && (
        <CreateLibrary
          onClose={() => setCreating(false)}
          onCreated={(created) => {
            setCreating(false);
            choose(created.id);
          }}
        />
      )}
      {naming.length > 0 && (
        <ReadersDialog
          documents={naming}
          onClose={() => setNaming([])}
          onDone={() => {
            setNaming([]);
            selection.choose([]);
          }}
        />
      )}
      {deleting.length > 0 && (
        <DeleteDialog
          documents={deleting}
          onClose={() => setDeleting([])}
          onDone={() => {
            setDeleting([]);
            selection.choose([]);
          }}
        />
      )}
    </div>
  );
}
