import { useMutation, useQueryClient } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import Ellipsis from 'lucide-react/icons/ellipsis';
import FileUp from 'lucide-react/icons/file-up';
import ThumbsUp from 'lucide-react/icons/thumbs-up';
import Trash from 'lucide-react/icons/trash-2';
import { useRef, useState } from 'react';

import { collectThumbs, type CollectReport, deleteSet, exportAddress, importQuestions } from '../api/quality';
import type { QuestionSet } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { IconButton } from '../kit/icon-button';
import { Menu, MenuItem, MenuLine } from '../kit/menu';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import dialogs from './dialogs.module.css';

// What fills, empties and moves a set.
export function SetMenu({ set }: { set: QuestionSet }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const file = useRef<HTMLInputElement>(null);
  const [deleting, setDeleting] = useState(false);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ['question-sets', set.library_id] });
    void queries.invalidateQueries({ queryKey: ['questions', set.id] });
  };
  const report = ({ added, replaced, unchanged }: CollectReport) => {
    say(t('quality.imported', { added, replaced, unchanged }));
    refresh();
  };
  const intake = useMutation({ mutationFn: (chosen: File) => importQuestions(set, chosen), onSuccess: report });
  const collection = useMutation({ mutationFn: () => collectThumbs(set), onSuccess: report });
  const deletion = useMutation({
    mutationFn: () => deleteSet(set),
    onSuccess: () => {
      say(t('quality.deleted'));
      refresh();
    },
  });
  const failed = intake.error ?? collection.error;
  return (
    <>
      <input
        ref={file}
        type="file"
        hidden
        accept=".csv,.jsonl,.json,text/csv"
        aria-label={t('quality.import')}
        onChange={({ target }) => {
          const chosen = target.files?.[0];
          if (chosen) intake.mutate(chosen);
          target.value = ''; // the same file may be chosen again
        }}
      />
      <Button icon={<FileUp size={16} />} busy={intake.isPending} onClick={() => file.current?.click()}>
        {t('quality.import')}
      </Button>
      <Button icon={<ThumbsUp size={16} />} busy={collection.isPending} onClick={() => collection.mutate()}>
        {t('quality.collect')}
      </Button>
      <Menu align="end" trigger={<IconButton name={t('common.more')} icon={<Ellipsis size={18} />} />}>
        {(['csv', 'jsonl'] as const).map((format) => (
          <MenuItem
            key={format}
            icon={<Download size={16} />}
            detail={format}
            onSelect={() => window.location.assign(exportAddress(set, format))}
          >
            {t('quality.export')}
          </MenuItem>
        ))}
        <MenuLine />
        <MenuItem icon={<Trash size={16} />} onSelect={() => setDeleting(true)}>
          {t('quality.deleteSet')}
        </MenuItem>
      </Menu>
      {failed && (
        <Dialog
          title={t('quality.importFailed')}
          onClose={() => {
            intake.reset();
            collection.reset();
          }}
        >
          <ProblemNote error={failed} />
        </Dialog>
      )}
      {deleting && (
        <Dialog
          title={t('quality.deleteSet')}
          onClose={() => setDeleting(false)}
          actions={
            <>
              <Button onClick={() => setDeleting(false)}>{t('common.cancel')}</Button>
              <Button look="danger" busy={deletion.isPending} onClick={() => deletion.mutate()}>
                {t('quality.delete')}
              </Button>
            </>
          }
        >
          <p className={dialogs.form}>{t('quality.deleteSetText', { name: set.name })}</p>
          {deletion.isError && <ProblemNote error={deletion.error} />}
        </Dialog>
      )}
    </>
  );
}
