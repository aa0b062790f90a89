import { useEffect, useRef } from 'react';

// Whether what has the focus takes keys as text.
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

// Escape does nothing in a plain text box, so there it steps back like everywhere; a search box it empties.
function belongsTo(event: KeyboardEvent): boolean {
  const plain = event.target instanceof HTMLTextAreaElement;
  return isTyping(event.target) && !(event.key === 'Escape' && plain);
}

// `keys` is "mod+k" (⌘ or Ctrl) or one key as the browser names it ("?", "ArrowLeft", "Escape"). A plain key is left
// alone while somebody types or a dialog is open.
export function useShortcut(keys: string, action: (event: KeyboardEvent) => void) {
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const key = keys.replace(/^mod\+/, '');
    const withModifier = keys !== key;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key.toLowerCase() !== key.toLowerCase()) return;
      const modified = event.metaKey || event.ctrlKey;
      if (withModifier !== modified || event.altKey) return;
      if (!withModifier && (belongsTo(event) || document.querySelector('dialog[open]'))) return;
      if (withModifier) event.preventDefault();
      latest.current(event);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [keys]);
}
