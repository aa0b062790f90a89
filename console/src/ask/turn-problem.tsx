import { ApiProblem } from '../api/problem';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { ProblemNote } from '../kit/problem-note';
import type { TurnProperties } from './turn-view';

export function TurnProblem({ turn, ask }: Pick<TurnProperties, 'turn' | 'ask'>) {
  const { t } = useLanguage();
  const libraries = useLibraries().data;
  const library = libraries?.find(({ id }) => id === turn.libraryId);
  return (
    <ProblemNote
      title={t('ask.failed')}
      error={new ApiProblem({ status: 0, code: 'asked', detail: turn.problem ?? '' })}
      onRetry={() => ask(turn.question, library)}
    />
  );
}
