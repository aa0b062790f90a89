import { mayEdit } from '../api/libraries';
import { pages } from './pages';
import { useMe } from '../session/use-me';
import { useLibraries } from './use-libraries';

// What a person may not use is not shown.
export function usePages() {
  const edits = useLibraries().data?.some(mayEdit) ?? false;
  const administrates = useMe().data?.administrator ?? false;
  return pages.filter(({ editors, administrators }) => (edits || !editors) && (administrates || !administrators));
}
