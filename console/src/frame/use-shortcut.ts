import { useEffect, useRef } from 'react';

// Whether keys without a modifier belong to what has the focus.
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
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
      if (event.defaultPrevented || event.key.toLowerCase() !== key.toLowerCase()) return;
      const modified = event.metaKey || event.ctrlKey;
      if (withModifier !== modified || event.altKey) return;
      if (!withModifier && (isTyping(event.target) || document.querySelector('dialog[open]'))) return;
      if (withModifier) event.preventDefault();
      latest.current(event);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [keys]);
}
