import type { MessageKey, Parameters } from '../i18n/translate';

// "page 12", "slide 3", "sheet Prices": as people call it in this format.
export function pageName(
  t: (key: MessageKey, parameters?: Parameters) => string,
  format: string,
  page: number,
  label?: string,
): string {
  if (format === 'pptx') return t('proof.slide', { page });
  if (format === 'xlsx') return t('proof.sheet', { page: label || page });
  return t('proof.page', { page: label || page });
}
