import * as Tabs from '@radix-ui/react-tabs';
import { useState } from 'react';

import type { QuestionSet } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import tabStyles from '../library/document-tabs.module.css';
import { MeasureDialog } from './measure-dialog';
import styles from './quality-page.module.css';
import { QuestionsTab } from './questions-tab';
import { RulesTab } from './rules-tab';
import { RunsTab } from './runs-tab';
import { SetMenu } from './set-menu';
import { WeightsTab } from './weights-tab';
import { kTabs, type QualityTab, useQualityAddress } from './use-quality-address';

const kContents = { questions: QuestionsTab, runs: RunsTab, rules: RulesTab, weights: WeightsTab };

export function SetView({ set }: { set: QuestionSet }) {
  const { t } = useLanguage();
  const { tab, change } = useQualityAddress();
  const [measuring, setMeasuring] = useState(false);
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <h1>
          {set.name} <span className={styles.count}>{t('quality.count', { count: set.questions })}</span>
        </h1>
        <SetMenu set={set} />
        <Button look="main" disabled={set.questions === 0} onClick={() => setMeasuring(true)}>
          {t('quality.measure')}
        </Button>
      </header>
      <Tabs.Root value={tab} onValueChange={(next) => change({ tab: next as QualityTab, run: '', with: '' })}>
        <Tabs.List className={tabStyles.list} aria-label={set.name}>
          {kTabs.map((one) => (
            <Tabs.Trigger key={one} className={tabStyles.tab} value={one}>
              {t(`quality.tab.${one}`)}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {kTabs.map((one) => {
          const Content = kContents[one];
          return (
            <Tabs.Content key={one} value={one}>
              <Content set={set} />
            </Tabs.Content>
          );
        })}
      </Tabs.Root>
      {measuring && (
        <MeasureDialog
          set={set}
          onClose={() => setMeasuring(false)}
          onStarted={(run) => {
            setMeasuring(false);
            change({ tab: 'runs', run, with: '' });
          }}
        />
      )}
    </div>
  );
}
