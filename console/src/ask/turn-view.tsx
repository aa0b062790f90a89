import { useEffect, useState } from 'react';

import type { Library } from '../api/types';
import { formatWhen } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { AnswerView } from './answer-view';
import { Refusal } from './refusal';
import { Thinking } from './thinking';
import type { Turn } from './turn';
import { TurnProblem } from './turn-problem';
import styles from './turn-view.module.css';
import type { OpenProof } from './use-proof-address';

const kLong = 2000; // milliseconds until the wait is explained

export interface TurnProperties {
  turn: Turn;
  open: OpenProof | null; // the proof of this turn that is shown
  show: (proof: OpenProof) => void;
  ask: (question: string, library?: Library) => void;
}

export function TurnView({ turn, open, show, ask }: TurnProperties) {
  const { t, language } = useLanguage();
  return (
    <article className={styles.turn} aria-label={turn.question} data-turn={turn.id}>
      <header className={styles.question}>
        <h2 className={styles.words}>{turn.question}</h2>
        <time className={styles.when} dateTime={new Date(turn.askedAt).toISOString()}>
          {formatWhen(language, turn.askedAt, Date.now())}
        </time>
      </header>
      <div aria-live="polite" aria-busy={turn.state === 'looking'}>
        {turn.answer?.understood && (
          <p className={styles.understood} data-understood>
            {t('ask.understood', { question: turn.answer.understood })}
          </p>
        )}
        {turn.thinking && <Thinking text={turn.thinking} going={turn.state === 'looking' && turn.sentences.length === 0} />}
        {turn.answer?.refused ? (
          <Refusal turn={turn} open={open} show={show} ask={ask} />
        ) : (
          turn.sentences.length > 0 && <AnswerView turn={turn} open={open} show={show} ask={ask} />
        )}
        {turn.state === 'looking' && turn.sentences.length === 0 && !turn.thinking && <Looking />}
        {turn.state === 'stopped' && <p className={styles.stopped}>{t('ask.stopped')}</p>}
        {turn.state === 'failed' && <TurnProblem turn={turn} ask={ask} />}
      </div>
    </article>
  );
}

function Looking() {
  const { t } = useLanguage();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), kLong);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className={styles.looking}>
      <span className={styles.pulse} aria-hidden />
      {t(long ? 'ask.lookingLong' : 'ask.looking')}
    </p>
  );
}
