import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link } from 'react-router-dom';

import { mayEdit } from '../api/libraries';
import { classify, setTags } from '../api/summaries';
import type { Classification, DocumentInfo } from '../api/types';
import { useLibraries } from '../frame/use-libraries';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { ProblemNote } from '../kit/problem-note';
import { useStored } from '../kit/use-stored';
import { useToast } from '../kit/toasts';
import { addressOfTarget, targetOfCitation } from '../proof/target';
import styles from './classify-dialog.module.css';
import { readLabels } from './labels';

interface ClassifyDialogProperties {
  documents: DocumentInfo[];
  onClose: () => void;
}

interface Result {
  document: DocumentInfo;
  found: Classification;
}

const fittingOf = ({ found }: Result) => found.scores.filter(({ fits }) => fits);
// How a classification says that no model that writes took part.
const kByUs: Partial<Record<string, 'classify.byWords' | 'classify.byMeaning'>> = {
  words: 'classify.byWords',
  'words and meaning': 'classify.byMeaning',
};
const percent = (share: number) => `${Math.round(share * 100)}\u202f%`;

// Which of the labels that one writes fit the documents; what fits can be added to their tags.
export function ClassifyDialog({ documents, onClose }: ClassifyDialogProperties) {
  const { t } = useLanguage();
  const say = useToast();
  const queries = useQueryClient();
  const libraries = useLibraries().data;
  const id = useId();
  const [text, setText] = useStored('wenyuan.labels', '');
  const [results, setResults] = useState<Result[]>([]);
  const labels = readLabels(text);

  const judging = useMutation({
    mutationFn: async () => {
      setResults([]);
      for (const document of documents) {
        const found = await classify(document.document_id, labels, 1);
        setResults((now) => [...now, { document, found }]);
      }
    },
  });
  const editable = (document: DocumentInfo) => {
    const library = libraries?.find((one) => one.id === document.library_id);
    return library !== undefined && mayEdit(library);
  };
  const toTag = results.filter((result) => fittingOf(result).length > 0 && editable(result.document));
  const tagging = useMutation({
    mutationFn: async () => {
      for (const result of toTag) {
        const tags = new Set([...result.document.tags, ...fittingOf(result).map(({ label }) => label)]);
        await setTags(result.document.document_id, [...tags]);
      }
    },
    onSuccess: () => {
      say(t('classify.applied', { count: toTag.length }));
      onClose();
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['documents'] });
      void queries.invalidateQueries({ queryKey: ['document'] });
    },
  });
  const model = results[0]?.found.model ?? '';
  const byUs = kByUs[model];
  const whyWithout = results.find(({ found }) => found.without_model)?.found.without_model;
  return (
    <Dialog
      title={t('classify.title', { count: documents.length })}
      onClose={onClose}
      actions={
        <>
          {toTag.length > 0 && (
            <Button busy={tagging.isPending} disabled={judging.isPending} onClick={() => tagging.mutate()}>
              {t('classify.apply')}
            </Button>
          )}
          <Button
            look="main"
            busy={judging.isPending}
            disabled={labels.length === 0}
            onClick={() => judging.mutate()}
          >
            {judging.isPending
              ? t('classify.working', { done: results.length, total: documents.length })
              : t('classify.run')}
          </Button>
        </>
      }
    >
      <label className={styles.label} htmlFor={id}>
        {t('classify.labels')}
      </label>
      <textarea
        id={id}
        className={styles.labels}
        rows={5}
        value={text}
        placeholder={t('classify.placeholder')}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
      />
      <p id={`${id}-hint`} className={styles.hint}>
        {labels.length === 0 && text ? t('classify.noLabel') : t('classify.hint')}
      </p>
      {results.length > 0 && (
        <ul className={styles.results} data-classification>
          {results.map((result) => (
            <ResultItem key={result.document.document_id} result={result} />
          ))}
        </ul>
      )}
      {model && (
        <p className={styles.hint}>
          {byUs ? t(byUs) : t('classify.byModel', { model })}
        </p>
      )}
      {whyWithout && <p className={styles.hint}>{t('classify.withoutModel', { reason: whyWithout })}</p>}
      {judging.isError && <ProblemNote error={judging.error} />}
      {tagging.isError && <ProblemNote error={tagging.error} />}
    </Dialog>
  );
}

function ResultItem({ result }: { result: Result }) {
  const { t } = useLanguage();
  const fitting = fittingOf(result);
  const { found, document } = result;
  const nearest = found.scores[0];
  return (
    <li className={styles.result}>
      <span className={styles.document}>{document.title}</span>
      {fitting.length === 0 && (
        <span className={styles.none}>
          {t('classify.none')} · {percent(found.none)}
          {nearest && ` — ${t('classify.nearest', { label: nearest.label, share: percent(nearest.confidence) })}`}
        </span>
      )}
      {fitting.map((score) => (
        <div key={score.label}>
          <span className={styles.chosen}>{score.label}</span>{' '}
          <span className={styles.share}>{percent(score.confidence)}</span>
          {score.tagged_alike > 0 && (
            <span className={styles.share}> · {t('classify.alike', { count: score.tagged_alike })}</span>
          )}
          {score.evidence.map(({ text, citations }, index) => (
            <p key={index} className={styles.evidence}>
              {citations[0] ? <Link to={addressOfTarget(targetOfCitation(citations[0]))}>{text}</Link> : text}
            </p>
          ))}
        </div>
      ))}
    </li>
  );
}
