import { keepPreviousData, useQuery } from '@tanstack/react-query';
import Languages from 'lucide-react/icons/languages';
import Layers from 'lucide-react/icons/layers';
import MessageCircleQuestion from 'lucide-react/icons/message-circle-question-mark';
import Search from 'lucide-react/icons/search';
import { type ReactNode, useDeferredValue } from 'react';
import { useNavigate } from 'react-router-dom';

import { listDocuments } from '../api/documents';
import { useLanguage } from '../i18n/language';
import type { MessageKey } from '../i18n/translate';
import { FormatIcon } from '../kit/format-icon';
import { useLibraries } from './use-libraries';
import { usePages } from './use-pages';

interface Entry {
  id: string;
  group: MessageKey;
  icon: ReactNode;
  words: string;
  detail?: string;
  run: () => void;
}

const kDocuments = 8;

// What the palette offers for the words typed so far.
export function usePaletteEntries(query: string): Entry[] {
  const { t, language, setLanguage } = useLanguage();
  const navigate = useNavigate();
  const pages = usePages();
  const libraries = useLibraries().data ?? [];
  const name = useDeferredValue(query);
  const documents = useQuery({
    queryKey: ['documents', 'palette', name],
    queryFn: () => listDocuments({ name }, 0, kDocuments),
    enabled: name !== '',
    placeholderData: keepPreviousData,
  }).data;

  const fits = (words: string) => words.toLowerCase().includes(query.toLowerCase());
  const entries: Entry[] = [];
  for (const { path, name: key, Icon } of pages) {
    const words = t(key);
    if (fits(words)) {
      entries.push({ id: path, group: 'palette.pages', icon: <Icon size={16} />, words, run: () => navigate(path) });
    }
  }
  for (const library of libraries.filter((one) => fits(one.name))) {
    entries.push({
      id: library.id,
      group: 'palette.libraries',
      icon: <Layers size={16} />,
      words: library.name,
      run: () => navigate(`/library?in=${library.id}`),
    });
  }
  for (const document of query && documents ? documents.documents : []) {
    entries.push({
      id: document.document_id,
      group: 'palette.documents',
      icon: <FormatIcon format={document.format} />,
      words: document.title,
      detail: document.library,
      run: () => navigate(`/documents/${document.document_id}`),
    });
  }
  if (query) {
    const encoded = encodeURIComponent(query);
    entries.push(
      {
        id: 'search',
        group: 'palette.actions',
        icon: <Search size={16} />,
        words: t('palette.search', { query }),
        run: () => navigate(`/search?q=${encoded}`),
      },
      {
        id: 'ask',
        group: 'palette.actions',
        icon: <MessageCircleQuestion size={16} />,
        words: t('palette.ask', { query }),
        run: () => navigate(`/ask?q=${encoded}`),
      },
    );
  }
  if (fits(t('language.switch'))) {
    entries.push({
      id: 'language',
      group: 'palette.actions',
      icon: <Languages size={16} />,
      words: t('language.switch'),
      run: () => setLanguage(language === 'zh' ? 'en' : 'zh'),
    });
  }
  return entries;
}
