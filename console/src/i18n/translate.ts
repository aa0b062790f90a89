import { ask } from './messages/ask';
import { feedback } from './messages/feedback';
import { frame } from './messages/frame';
import { house } from './messages/house';
import { library } from './messages/library';
import { models } from './messages/models';
import { quality } from './messages/quality';
import { search } from './messages/search';
import { session } from './messages/session';
import { summary } from './messages/summary';
import { words } from './messages/words';

export type Language = 'en' | 'zh';

export const messages = {
  en: { ...frame.en, ...ask.en, ...library.en, ...search.en, ...session.en, ...house.en, ...words.en, ...quality.en, ...models.en, ...feedback.en, ...summary.en },
  zh: { ...frame.zh, ...ask.zh, ...library.zh, ...search.zh, ...session.zh, ...house.zh, ...words.zh, ...quality.zh, ...models.zh, ...feedback.zh, ...summary.zh },
};

export type MessageKey = keyof typeof messages.en;
export type Parameters = Record<string, string | number>;

export const localeOf = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en-GB');

// "{name}" is replaced; numbers get separators; "one|many" is chosen by the parameter `count`.
export function translate(language: Language, key: MessageKey, parameters: Parameters = {}): string {
  const forms = messages[language][key].split('|');
  const form = forms[parameters.count === 1 ? 0 : forms.length - 1] ?? '';
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? value.toLocaleString(localeOf(language)) : value;
  });
}
