import SquarePen from 'lucide-react/icons/square-pen';
import { useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';

import { useScope } from '../frame/use-scope';
import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import { Split } from '../kit/split';
import { useNarrow } from '../kit/use-narrow';
import { ProofPanel } from '../proof/proof-panel';
import { targetOfCitation, targetOfHit } from '../proof/target';
import { AskWelcome } from './ask-welcome';
import styles from './ask-page.module.css';
import { numberCitations } from './citations';
import { Composer } from './composer';
import { useConversation } from './conversation-provider';
import { TurnView } from './turn-view';
import { useFollowEnd } from './use-follow-end';
import { useProofAddress } from './use-proof-address';

// The conversation at the left, the proof of what was said at the right.
export function AskPage() {
  const { t } = useLanguage();
  const narrow = useNarrow();
  const { turns, looking, ask, stop, clear } = useConversation();
  const { library } = useScope();
  const { open, show } = useProofAddress();
  const [parameters] = useSearchParams();
  const room = useRef<HTMLDivElement>(null);
  const asked = parameters.get('q');

  const put = (question: string) => {
    show(null, true);
    ask(question, library);
  };

  // Asked from elsewhere (the palette, the search page): the address carries the question once.
  useEffect(() => {
    if (asked) put(asked);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked]);

  const last = turns.at(-1);
  const follow = useFollowEnd(room, last?.id, [last?.state, last?.sentences.length, last?.progress?.step]);

  // On a wide screen the first proof opens by itself, once for each answer.
  const opened = useRef(last?.state === 'looking' ? '' : last?.id);
  useEffect(() => {
    if (narrow || !last || opened.current === last.id || !last.sentences[0]?.citations[0]) return;
    opened.current = last.id;
    show({ turn: last.id, kind: 'citation', index: 0 }, true);
  }, [last, narrow, show]);

  const openTurn = turns.find(({ id }) => id === open?.turn);
  const targets = useMemo(() => {
    if (!openTurn || !open) return [];
    return open.kind === 'passage'
      ? (openTurn.answer?.passages ?? []).map(targetOfHit)
      : numberCitations(openTurn.sentences).citations.map(targetOfCitation);
  }, [openTurn, open?.kind]); // eslint-disable-line react-hooks/exhaustive-deps

  const close = () => {
    show(null);
    const chip = open && document.querySelector<HTMLElement>(`[data-proof="${open.turn} ${open.kind} ${open.index}"]`);
    chip?.focus();
  };
  const panel =
    open && targets[open.index] ? (
      <ProofPanel
        targets={targets}
        index={open.index}
        onIndex={(index) => show({ ...open, index }, true)}
        onClose={close}
      />
    ) : null;

  return (
    <Split side={panel} sideLabel={t('proof.title')}>
      <div className={styles.page}>
        <div className={styles.scroll} ref={room} onScroll={follow}>
          <div className={styles.column}>
            {turns.length === 0 && <AskWelcome />}
            {turns.map((turn) => (
              <TurnView key={turn.id} turn={turn} open={open?.turn === turn.id ? open : null} show={show} ask={ask} />
            ))}
            <div className={styles.end} />
          </div>
        </div>
        <div className={styles.bottom}>
          {turns.length > 0 && (
            <Button
              look="quiet"
              className={styles.anew}
              icon={<SquarePen size={16} />}
              onClick={() => {
                show(null, true);
                clear();
              }}
            >
              {t('ask.new')}
            </Button>
          )}
          <Composer first={turns.length === 0} looking={looking} onAsk={put} onStop={stop} />
        </div>
      </div>
    </Split>
  );
}
