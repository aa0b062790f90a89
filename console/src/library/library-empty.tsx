import FileUp from 'lucide-react/icons/file-up';
import ListFilter from 'lucide-react/icons/list-filter';
import Plus from 'lucide-react/icons/plus';

import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Empty } from '../kit/empty';
import { useMe } from '../session/use-me';
import { FileInputs } from './file-inputs';

interface LibraryEmptyProperties {
  filtered: boolean;
  editable: boolean;
  onClearFilters: () => void;
  onCreate: () => void;
}

export function LibraryEmpty({ filtered, editable, onClearFilters, onCreate }: LibraryEmptyProperties) {
  const { t } = useLanguage();
  const libraries = useLibraries().data ?? [];
  const administrator = useMe().data?.administrator;
  const icon = <FileUp size={24} />;
  if (libraries.length === 0) {
    if (!administrator) {
      return <Empty icon={icon} title={t('library.none.title')} text={t('library.noneReader.text')} />;
    }
    return (
      <Empty icon={icon} title={t('library.none.title')} text={t('library.none.text')}>
        <Button look="main" icon={<Plus size={16} />} onClick={onCreate}>
          {t('library.new')}
        </Button>
      </Empty>
    );
  }
  if (filtered) {
    return (
      <Empty icon={<ListFilter size={24} />} title={t('library.filtered.title')} text={t('library.filtered.text')}>
        <Button onClick={onClearFilters}>{t('library.clearFilters')}</Button>
      </Empty>
    );
  }
  if (!editable) {
    return <Empty icon={icon} title={t('library.emptyReader.title')} text={t('library.emptyReader.text')} />;
  }
  return (
    <Empty icon={icon} title={t('library.empty.title')} text={t('library.empty.text')}>
      <FileInputs />
    </Empty>
  );
}
