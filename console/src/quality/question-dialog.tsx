import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import X from 'lucide-react/icons/x';
import { type FormEvent, useDeferredValue, useId, useState } from 'react';

import { listDocuments } from '../api/documents';
import { addQuestion, replaceQuestion } from '../api/quality';
import type { QualityQuestion, QuestionSet } from '../api/types';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Dialog } from '../kit/dialog';
import { Field } from '../kit/field';
import { IconButton } from '../kit/icon-button';
import { ProblemNote } from '../kit/problem-note';
import styles from './dialogs.module.css';

const kOffered = 20;

interface QuestionDialogProperties {
  set: QuestionSet;
  question?: QualityQuestion; // none: a new one
  onClose: () => void;
  onSaved: () => void;
}

type Expected = Pick<QualityQuestion['documents'][number], 'document_id' | 'title' | 'grade' | 'page' | 'chunk_id'>;

export function QuestionDialog({ set, question, onClose, onSaved }: QuestionDialogProperties) {
  const { t } = useLanguage();
  const id = useId();
  const [text, setText] = useState(question?.text ?? '');
  const [answers, setAnswers] = useState(question?.answers.join('\n') ?? '');
  const [refuse, setRefuse] = useState(question?.refuse ?? false);
  const [documents, setDocuments] = useState<Expected[]>(question?.documents ?? []);
  const [name, setName] = useState('');
  const wanted = useDeferredValue(name.trim());
  const offered = useQuery({
    queryKey: ['documents', set.library_id, 'named', wanted],
    queryFn: () => listDocuments({ library: set.library_id, name: wanted }, 0, kOffered),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  });
  const save = useMutation({
    mutationFn: () => {
      const body = {
        text,
        refuse,
        answers: refuse ? [] : answers.split('\n').map((line) => line.trim()).filter(Boolean),
        documents: refuse
          ? []
          : documents.map(({ document_id, grade, page, chunk_id }) => ({ document_id, grade, page, chunk_id })),
        language: question?.language,
        key: question?.key,
        version: question?.version,
      };
      return question ? replaceQuestion(set, question.id, body) : addQuestion(set, body);
    },
    onSuccess: onSaved,
  });
  const choose = (typed: string) => {
    const found = offered.data?.documents.find(({ title, source_name }) => title === typed || source_name === typed);
    if (!found) return setName(typed);
    if (!documents.some(({ document_id }) => document_id === found.document_id)) {
      setDocuments([...documents, { document_id: found.document_id, title: found.title, grade: 1, page: 0, chunk_id: null }]);
    }
    setName('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const judged = refuse || answers.trim() !== '' || documents.some(({ grade }) => grade > 0);
  return (
    <Dialog title={t(question ? 'question.edit' : 'question.add')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <div>
          <label className={styles.label} htmlFor={`${id}-text`}>
            {t('question.text')}
          </label>
          <textarea
            id={`${id}-text`}
            className={styles.area}
            rows={2}
            maxLength={1300}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <label className={styles.check}>
          <input type="checkbox" checked={refuse} onChange={(event) => setRefuse(event.target.checked)} />
          <span>
            {t('question.refuse')} <span className={styles.hint}>{t('question.refuseHint')}</span>
          </span>
        </label>
        {!refuse && (
          <>
            <div>
              <span className={styles.label}>{t('question.documents')}</span>
              <ul className={styles.documents}>
                {documents.map((one) => (
                  <li key={`${one.document_id} ${one.page}`} className={styles.document}>
                    <span>{one.page > 0 ? `${one.title} · ${t('proof.page', { page: one.page })}` : one.title}</span>
                    <IconButton
                      name={t('question.removeDocument', { title: one.title })}
                      icon={<X size={14} />}
                      onClick={() => setDocuments(documents.filter((other) => other !== one))}
                    />
                  </li>
                ))}
              </ul>
              <Field
                label={t('question.findDocument')}
                list={`${id}-documents`}
                autoComplete="off"
                value={name}
                onChange={(event) => choose(event.target.value)}
              />
              <datalist id={`${id}-documents`}>
                {offered.data?.documents.map((document) => (
                  <option key={document.document_id} value={document.title} label={document.source_name} />
                ))}
              </datalist>
            </div>
            <div>
              <label className={styles.label} htmlFor={`${id}-answers`}>
                {t('question.answers')}
              </label>
              <textarea
                id={`${id}-answers`}
                className={styles.area}
                rows={3}
                value={answers}
                aria-describedby={`${id}-hint`}
                onChange={(event) => setAnswers(event.target.value)}
              />
              <p id={`${id}-hint`} className={styles.hint}>
                {t('question.answersHint')}
              </p>
            </div>
          </>
        )}
        {save.isError && <ProblemNote error={save.error} />}
        <div className={styles.actions}>
          <Button type="submit" look="main" busy={save.isPending} disabled={!text.trim() || !judged}>
            {t('question.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
