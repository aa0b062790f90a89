import { mayEdit } from '../api/libraries';
import { pages } from './pages';
import { useLibraries } from './use-libraries';

// What a person may not use is not shown.
export function usePages() {
  const edits = useLibraries().data?.some(mayEdit) ?? false;
  return pages.filter(({ editors }) => edits || !editors);
}
