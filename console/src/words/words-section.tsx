import { useLanguage } from '../i18n/language';
import houseStyles from '../house/house-page.module.css';
import { useMe } from '../session/use-me';
import { NewWords } from './new-words';
import { WordListEditor } from './word-list-editor';

// The words that the house adds to the language: found ones for editors, both lists for administrators.
export function WordsSection() {
  const { t } = useLanguage();
  const administrator = useMe().data?.administrator ?? false;
  return (
    <>
      <h1>{t('house.words')}</h1>
      <p className={houseStyles.text}>{t('words.text')}</p>
      <NewWords />
      {administrator && <WordListEditor name="dictionary" />}
      {administrator && <WordListEditor name="synonyms" />}
    </>
  );
}
