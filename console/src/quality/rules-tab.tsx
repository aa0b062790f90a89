import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { changeSet } from '../api/quality';
import type { GateRule, Measure, QuestionSet } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { ProblemNote } from '../kit/problem-note';
import { useToast } from '../kit/toasts';
import { measures } from './measure-names';
import styles from './rules-tab.module.css';
import table from './quality-page.module.css';

type Limit = 'at_least' | 'most_worse';
type Typed = Partial<Record<Measure, Record<Limit, string>>>;

function typedOf(rules: GateRule[]): Typed {
  const typed: Typed = {};
  for (const { measure, at_least, most_worse } of rules) {
    typed[measure] = { at_least: String(at_least ?? ''), most_worse: String(most_worse ?? '') };
  }
  return typed;
}

const numberOf = (text: string | undefined) => (text?.trim() ? Number(text) : null);

function rulesOf(typed: Typed): GateRule[] {
  return measures
    .map((measure) => ({
      measure,
      at_least: numberOf(typed[measure]?.at_least),
      most_worse: numberOf(typed[measure]?.most_worse),
    }))
    .filter(({ at_least, most_worse }) => at_least !== null || most_worse !== null);
}

// What a run must hold, measure by measure; an empty cell asks for nothing.
export function RulesTab({ set }: { set: QuestionSet }) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(() => typedOf(set.rules));
  const save = useMutation({
    mutationFn: (rules: GateRule[]) => changeSet(set, { rules }),
    onSuccess: (changed) => {
      setTyped(typedOf(changed.rules));
      say(t('gate.saved'));
      void queries.invalidateQueries({ queryKey: ['question-sets', set.library_id] });
      void queries.invalidateQueries({ queryKey: ['comparison', set.id] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(rulesOf(typed));
  };
  const cell = (measure: Measure, limit: Limit) => (
    <input
      className={styles.limit}
      type="number"
      min={0}
      max={1}
      step={0.001}
      aria-label={`${t(`measure.${measure}`)}: ${t(limit === 'at_least' ? 'gate.atLeast' : 'gate.mostWorse')}`}
      value={typed[measure]?.[limit] ?? ''}
      onChange={({ target }) => {
        const before = typed[measure] ?? { at_least: '', most_worse: '' };
        setTyped({ ...typed, [measure]: { ...before, [limit]: target.value } });
      }}
    />
  );
  return (
    <form className={styles.rules} onSubmit={submit}>
      <p className={table.text}>{t('gate.text')}</p>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{t('measure.name')}</th>
            <th scope="col">{t('gate.atLeast')}</th>
            <th scope="col">{t('gate.mostWorse')}</th>
          </tr>
        </thead>
        <tbody>
          {measures.map((measure) => (
            <tr key={measure}>
              <td>
                {t(`measure.${measure}`)} <span className={table.second}>{measure}</span>
              </td>
              <td data-label={t('gate.atLeast')}>{cell(measure, 'at_least')}</td>
              <td data-label={t('gate.mostWorse')}>{cell(measure, 'most_worse')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {save.isError && <ProblemNote error={save.error} />}
      <div className={styles.actions}>
        <Button type="submit" look="main" busy={save.isPending}>
          {t('gate.save')}
        </Button>
        <Button look="quiet" onClick={() => save.mutate([])}>
          {t('gate.reset')}
        </Button>
      </div>
    </form>
  );
}
