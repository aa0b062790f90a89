import { mayEdit } from '../api/libraries';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { Empty } from '../kit/empty';
import styles from './choose-library.module.css';

interface ChooseLibraryProperties {
  count: number;
  onChoose: (id: string) => void;
  onClose: () => void;
}

export function ChooseLibrary({ count, onChoose, onClose }: ChooseLibraryProperties) {
  const { t } = useLanguage();
  const libraries = (useLibraries().data ?? []).filter(mayEdit);
  return (
    <Dialog title={t('library.choose.title')} onClose={onClose}>
      {libraries.length === 0 ? (
        <Empty title={t('library.emptyReader.title')} text={t('library.emptyReader.text')} />
      ) : (
        <>
          <p>{t('library.choose.text', { count })}</p>
          <div className={styles.list}>
            {libraries.map(({ id, name }) => (
              <Button key={id} onClick={() => onChoose(id)}>
                {name}
              </Button>
            ))}
          </div>
        </>
      )}
    </Dialog>
  );
}
