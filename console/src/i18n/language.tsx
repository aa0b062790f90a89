import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';

import { type Language, type MessageKey, type Parameters, translate } from './translate';

interface LanguageContext {
  language: Language;
  setLanguage: (language: Language) => void;
  t: (key: MessageKey, parameters?: Parameters) => string;
}

const Context = createContext<LanguageContext | null>(null);

// early.js has chosen before the first paint; we go on from there.
function languageOfPage(): Language {
  return document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, choose] = useState<Language>(languageOfPage);

  const setLanguage = useCallback((next: Language) => {
    localStorage.setItem('wenyuan.language', next);
    // At once: what is asked of the server because of the change reads the language here.
    document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
    choose(next);
  }, []);

  const value = useMemo(
    () => ({
      language,
      setLanguage,
      t: (key: MessageKey, parameters?: Parameters) => translate(language, key, parameters),
    }),
    [language, setLanguage],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useLanguage(): LanguageContext {
  const context = useContext(Context);
  if (!context) throw new Error('LanguageProvider is missing');
  return context;
}
