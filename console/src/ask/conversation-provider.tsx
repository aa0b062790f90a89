import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';

import { askQuestion } from '../api/questions';
import type { Library } from '../api/types';
import { useLanguage } from '../i18n/language';
import { explain } from '../kit/explain';
import { useMe } from '../session/use-me';
import { loadConversation, saveConversation } from './conversation-storage';
import type { Turn } from './turn';
import { turnsBefore } from './turns-before';

interface Conversation {
  turns: Turn[];
  looking: boolean;
  ask: (question: string, library?: Library) => string; // the id of the new turn
  stop: () => void;
  clear: () => void;
}

const Context = createContext<Conversation | null>(null);

// Holds the conversation above the pages: an answer goes on coming while one looks at the library.
export function ConversationProvider({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  const user = useMe().data?.user?.id ?? '';
  const [turns, setTurns] = useState(() => loadConversation(user));
  const running = useRef<AbortController | null>(null);

  const said = useRef(turns);
  useEffect(() => {
    said.current = turns;
    saveConversation(user, turns);
  }, [user, turns]);

  const stop = useCallback(() => running.current?.abort(), []);
  const clear = useCallback(() => {
    stop();
    setTurns([]);
  }, [stop]);

  const ask = useCallback(
    (question: string, library?: Library) => {
      stop();
      const control = new AbortController();
      running.current = control;
      const id = Date.now().toString(36);
      const change = (with_: (turn: Turn) => Partial<Turn>) =>
        setTurns((now) => now.map((turn) => (turn.id === id ? { ...turn, ...with_(turn) } : turn)));
      setTurns((now) => [
        ...now,
        {
          id,
          question,
          askedAt: Date.now(),
          libraryId: library?.id ?? '',
          scopeName: library?.name ?? '',
          state: 'looking',
          sentences: [],
        },
      ]);
      askQuestion(
        question,
        library ? { libraries: [library.id] } : {},
        turnsBefore(said.current),
        {
          onSentence: (sentence) => change((turn) => ({ sentences: [...turn.sentences, sentence] })),
          onProgress: (progress) => change(() => ({ progress })),
          onThinking: (text) =>
            change(({ thinking }) => ({
              thinking: { text: (thinking?.text ?? '') + text, from: thinking?.from ?? Date.now(), to: Date.now() },
            })),
        },
        control.signal,
      )
        .then((answer) => change(() => ({ state: 'done', answer, sentences: answer.sentences })))
        .catch((error: unknown) => {
          const stopped = control.signal.aborted;
          const problem = explain(error, t);
          change(() => (stopped ? { state: 'stopped' } : { state: 'failed', problem }));
        });
      return id;
    },
    [stop, t],
  );

  const value = useMemo(
    () => ({ turns, looking: turns.at(-1)?.state === 'looking', ask, stop, clear }),
    [turns, ask, stop, clear],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useConversation(): Conversation {
  const context = useContext(Context);
  if (!context) throw new Error('ConversationProvider is missing');
  return context;
}
