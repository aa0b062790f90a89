import RotateCw from 'lucide-react/icons/rotate-cw';

import type { Library } from '../api/types';
import { useLibraries } from '../frame/use-libraries';
import { formatWhen } from '../i18n/format';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { useNow } from '../kit/use-now';
import { AnswerView } from './answer-view';
import { Refusal } from './refusal';
import { Thinking } from './thinking';
import type { Turn } from './turn';
import { TurnProblem } from './turn-problem';
import styles from './turn-view.module.css';
import type { OpenProof } from './use-proof-address';

const kLong = 2000; // milliseconds until the wait is explained
const kVeryLong = 15_000; // until its end is named

export interface TurnProperties {
  turn: Turn;
  open: OpenProof | null; // the proof of this turn that is shown
  show: (proof: OpenProof) => void;
  ask: (question: string, library?: Library) => void;
}

export function TurnView({ turn, open, show, ask }: TurnProperties) {
  const { t, language } = useLanguage();
  const libraries = useLibraries().data;
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
        {turn.thinking && (
          <Thinking text={turn.thinking.text} from={turn.thinking.from} to={stillThinks(turn) ? undefined : turn.thinking.to} />
        )}
        {turn.answer?.refused ? (
          <Refusal turn={turn} open={open} show={show} ask={ask} />
        ) : (
          turn.sentences.length > 0 && <AnswerView turn={turn} open={open} show={show} ask={ask} />
        )}
        {turn.state === 'looking' && (turn.progress || (turn.sentences.length === 0 && !turn.thinking)) && (
          <Looking turn={turn} />
        )}
        {turn.state === 'stopped' && (
          <p className={styles.stopped} data-stopped>
            {t(turn.sentences.length > 0 ? 'ask.stopped' : 'ask.stoppedEarly')}
            <Button look="quiet" icon={<RotateCw size={16} />} onClick={() => ask(turn.question, libraries?.find(({ id }) => id === turn.libraryId))}>
              {t('ask.again')}
            </Button>
          </p>
        )}
        {turn.state === 'failed' && <TurnProblem turn={turn} ask={ask} />}
      </div>
    </article>
  );
}

const stillThinks = ({ state, sentences }: Turn) => state === 'looking' && sentences.length === 0;

// What goes on, and for how long already. The time is not read out: only the words are.
function Looking({ turn }: { turn: Turn }) {
  const { t } = useLanguage();
  const waited = useNow(true) - turn.askedAt;
  const long = waited >= kLong;
  const { progress } = turn;
  return (
    <p className={styles.looking} data-step={progress?.step ?? 'searching'}>
      <span className={styles.pulse} aria-hidden />
      {progress?.step === 'reading' && t('ask.reading', { count: progress.passages })}
      {progress?.step === 'writing' && t('ask.writing')}
      {!progress && t(long ? 'ask.lookingLong' : 'ask.looking')}
      {long && (
        <span className={styles.waited} aria-hidden>
          {t('ask.waited', { seconds: Math.floor(waited / 1000) })}
        </span>
      )}
      {progress && waited >= kVeryLong && (
        <span className={styles.most} aria-hidden>
          {t('ask.waitedMost', { seconds: progress.most_seconds })}
        </span>
      )}
    </p>
  );
}
