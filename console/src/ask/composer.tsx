import ArrowUp from 'lucide-react/icons/arrow-up';
import Square from 'lucide-react/icons/square';
import { type KeyboardEvent, useRef, useState } from 'react';

import { useLanguage } from '../i18n/language';
import { Button } from '../kit/button';
import styles from './composer.module.css';
import { loadDraft, saveDraft } from './conversation-storage';

interface ComposerProperties {
  first: boolean;
  looking: boolean;
  onAsk: (question: string) => void;
  onStop: () => void;
}

// Where the question is typed. What is typed survives a reload.
export function Composer({ first, looking, onAsk, onStop }: ComposerProperties) {
  const { t } = useLanguage();
  const [text, setText] = useState(loadDraft);
  const box = useRef<HTMLTextAreaElement>(null);

  const type = (next: string) => {
    setText(next);
    saveDraft(next);
  };
  const send = () => {
    const question = text.trim();
    if (!question || looking) return;
    type('');
    onAsk(question);
  };
  const stop = () => {
    onStop();
    box.current?.focus(); // the button goes away under the focus
  };
  const onKey = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses its word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={box}
        className={styles.input}
        rows={1}
        value={text}
        autoFocus
        aria-label={t('ask.placeholder')}
        placeholder={t(first ? 'ask.placeholder' : 'ask.placeholderNext')}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKey}
      />
      <div className={styles.foot}>
        <span className={styles.hint}>{t('ask.hint')}</span>
        {looking ? (
          <Button icon={<Square size={14} fill="currentColor" />} onClick={stop}>
            {t('ask.stop')}
          </Button>
        ) : (
          <Button type="submit" look="main" icon={<ArrowUp size={16} />} disabled={!text.trim()}>
            {t('ask.send')}
          </Button>
        )}
      </div>
    </form>
  );
}
