import { ApiProblem } from '../api/problem';
import type { MessageKey, Parameters } from '../i18n/translate';
import { asSentence } from './as-sentence';

// A sentence for a person: the server's own, or ours where it could not say one.
export function explain(error: unknown, t: (key: MessageKey, parameters?: Parameters) => string): string {
  if (!(error instanceof ApiProblem)) return t('error.unknownShort');
  if (error.message) return asSentence(error.message);
  if (error.code === 'unreachable') return t('error.network');
  return error.requestId ? t('error.unknown', { id: error.requestId }) : t('error.unknownShort');
}
