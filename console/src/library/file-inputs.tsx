import FolderUp from 'lucide-react/icons/folder-up';
import Upload from 'lucide-react/icons/upload';
import { type ChangeEvent, useRef } from 'react';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { filesOfInput } from './dropped-files';
import styles from './file-inputs.module.css';
import { useUploads } from './upload-provider';

// Files or a whole folder by the system's own dialog.
export function FileInputs({ main }: { main?: boolean }) {
  const { t } = useLanguage();
  const { add } = useUploads();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    if (currentTarget.files) add(filesOfInput(currentTarget.files));
    currentTarget.value = ''; // the same file may be chosen again
  };
  return (
    <>
      <input ref={files} type="file" multiple hidden data-choose-files onChange={take} />
      <input ref={folder} type="file" hidden onChange={take} {...{ webkitdirectory: '' }} />
      <Button
        look={main ? 'main' : 'plain'}
        icon={<Upload size={16} />}
        onClick={() => files.current?.click()}
      >
        {t('library.add')}
      </Button>
      <Button
        className={styles.folder}
        icon={<FolderUp size={16} />}
        aria-label={t('library.addFolder')}
        onClick={() => folder.current?.click()}
      >
        <span>{t('library.addFolder')}</span>
      </Button>
    </>
  );
}
