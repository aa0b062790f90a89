import Copy from 'lucide-react/icons/copy';
import { useMemo } from 'react';

import type { Citation, Summary, SummaryPoint } from '../api/types';
import { CitationChip } from '../ask/citation-chip';
import { answerAsText, numberCitations } from '../ask/citations';
import { sayHolding } from '../ask/expiry';
import { LeftOut } from '../ask/left-out';
import { SourceList } from '../ask/source-list';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { copyText } from '../kit/copy-text';
import { useToast } from '../kit/toasts';
import styles from './summary-page.module.css';

interface SummaryViewProperties {
  summary: Summary;
  current: number; // index of the citation that is shown; -1: none
  onOpen: (index: number) => void;
}

interface Section {
  title: string; // empty: goes on under the one before
  points: { point: SummaryPoint; marks: number[] }[];
}

// The highest heading of each that not all have.
function headingsOf(points: SummaryPoint[]): string[] {
  const paths = points.map(({ heading }) => heading.split(' > '));
  const [first = []] = paths;
  let level = 0;
  while (level < first.length && paths.every((path) => path[level] === first[level])) ++level;
  return paths.map((path) => path[level] ?? '');
}

// Under the document when there are several, else under its headings.
function sectionsOf({ points, sources }: Summary, marks: number[][]): Section[] {
  const sections: Section[] = [];
  const headings = headingsOf(points);
  points.forEach((point, index) => {
    const title = (sources.length > 1 ? sources[point.source]?.title : headings[index]) ?? '';
    if (sections.at(-1)?.title !== title || sections.length === 0) sections.push({ title, points: [] });
    sections.at(-1)?.points.push({ point, marks: marks[index] ?? [] });
  });
  return sections;
}

// The sentences with their marks, where they come from, and what is not there.
export function SummaryView({ summary, current, onOpen }: SummaryViewProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const sentences = useMemo(() => summary.points.map(({ sentence }) => sentence), [summary]);
  const { citations, marks } = useMemo(() => numberCitations(sentences), [sentences]);
  const sections = useMemo(() => sectionsOf(summary, marks), [summary, marks]);
  const placeOf = (citation: Citation) =>
    [citation.title, citation.page > 0 && t('proof.page', { page: citation.page }), sayHolding(t, citation)]
      .filter(Boolean)
      .join(' · ');
  const copy = async () => {
    await copyText(answerAsText(sentences, placeOf));
    say(t('summary.copied'));
  };
  const { tables, unread, repeated, less_central: central } = summary.left_out;
  const leftOut = Object.entries({ central, repeated, tables, unread } as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => t(`summary.leftOut.${kind as 'central'}`, { count }));
  const notes = [
    summary.without_model && t('ask.withoutModel', { reason: summary.without_model }),
    summary.model === 'extractive' ? t('summary.quotes') : t('ask.writtenBy', { model: summary.model }),
    leftOut.length > 0 && t('summary.leftOut', { what: leftOut.join(t('common.comma')) }),
  ].filter((note): note is string => Boolean(note));
  return (
    <div className={styles.summary} data-summary>
      {sections.map((section, index) => (
        <section key={index}>
          {section.title && <h2 className={styles.heading}>{section.title}</h2>}
          <ul className={styles.points}>
            {section.points.map(({ point, marks: own }, at) => (
              <li key={at}>
                {point.sentence.text}
                <span className={styles.marks}>
                  {own.map((number) => (
                    <CitationChip
                      key={number}
                      number={number}
                      citation={citations[number - 1] as Citation}
                      current={number - 1 === current}
                      proof={`summary citation ${number - 1}`}
                      onOpen={() => onOpen(number - 1)}
                    />
                  ))}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <SourceList citations={citations} current={current} onOpen={(number) => onOpen(number - 1)} />
      <ul className={styles.notes}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
        {summary.unproven.length > 0 && (
          <li>
            <LeftOut unproven={summary.unproven} />
          </li>
        )}
      </ul>
      <div className={styles.foot}>
        <Button look="quiet" icon={<Copy size={16} />} onClick={() => void copy()}>
          {t('common.copy')}
        </Button>
      </div>
    </div>
  );
}
