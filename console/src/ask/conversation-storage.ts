import type { Turn } from './turn';

const kKey = 'wenyuan.conversation';
const kDraftKey = 'wenyuan.draft';
const kKept = 40; // turns; the browser gives about 5 MB

// What was being looked for when the page was left will not come any more. Thoughts that were kept as text alone, before
// their time was, are left out.
function asKept(turn: Turn): Turn {
  const thinking = typeof turn.thinking === 'object' ? turn.thinking : undefined;
  return { ...turn, thinking, state: turn.state === 'looking' ? 'stopped' : turn.state };
}

// The conversation stays in this browser until its person signs out or starts anew.
export function loadConversation(user: string): Turn[] {
  try {
    const stored = JSON.parse(localStorage.getItem(kKey) ?? 'null') as { user: string; turns: Turn[] } | null;
    if (stored?.user !== user) return [];
    return stored.turns.map(asKept);
  } catch {
    return [];
  }
}

export function saveConversation(user: string, turns: Turn[]) {
  try {
    localStorage.setItem(kKey, JSON.stringify({ user, turns: turns.slice(-kKept) }));
  } catch {
    localStorage.removeItem(kKey); // full: better none than half of one
  }
}

export function forgetConversation() {
  localStorage.removeItem(kKey);
  localStorage.removeItem(kDraftKey);
}

export const loadDraft = () => localStorage.getItem(kDraftKey) ?? '';
export const saveDraft = (text: string) => localStorage.setItem(kDraftKey, text);
