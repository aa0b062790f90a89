import * as Tabs from '@radix-ui/react-tabs';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router-dom';

import type { DocumentInfo } from '../api/types';
import { useLanguage } from '../i18n/language';
import styles from './document-tabs.module.css';
import { HistoryTab } from './history-tab';
import { PassagesTab } from './passages-tab';
import { ReadersTab } from './readers-tab';
import { TextTab } from './text-tab';

const kTabs = ['text', 'passages', 'history', 'readers'] as const;
// Where the original itself is shown as text, it is not shown a second time.
const kTabsOfText = ['passages', 'history', 'readers'] as const;

interface DocumentTabsProperties {
  document: DocumentInfo;
  revision: number;
  original?: ReactNode; // on a narrow screen it is the first tab
}

export function DocumentTabs({ document, revision, original }: DocumentTabsProperties) {
  const { t } = useLanguage();
  const [parameters, setParameters] = useSearchParams();
  const beside = document.format === 'pdf' ? kTabs : kTabsOfText;
  const tabs = original ? (['original', ...beside] as const) : beside;
  const tab = tabs.find((one) => one === parameters.get('tab')) ?? tabs[0];
  const choose = (next: string) =>
    setParameters(
      (now) => {
        now.set('tab', next);
        return now;
      },
      { replace: true },
    );
  const contents = { text: TextTab, passages: PassagesTab, history: HistoryTab, readers: ReadersTab };
  return (
    <Tabs.Root className={styles.tabs} value={tab} onValueChange={choose}>
      <Tabs.List className={styles.list} aria-label={document.title}>
        {tabs.map((one) => (
          <Tabs.Trigger key={one} className={styles.tab} value={one}>
            {t(`document.${one}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map((one) => {
        const Content = one === 'original' ? null : contents[one];
        return (
          <Tabs.Content key={one} value={one} className={styles.content}>
            {Content ? <Content document={document} revision={revision} /> : original}
          </Tabs.Content>
        );
      })}
    </Tabs.Root>
  );
}
