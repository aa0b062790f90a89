import type { Upload } from './upload-queue';

export interface DockSummary {
  total: number;
  ready: number; // the unchanged ones too
  working: number;
  failed: number;
  share: number; // 0-1 of the way
}

const kSentShare = 0.5; // sending is half of the way, the server's work the other half

export function summarise(uploads: readonly Upload[]): DockSummary {
  const count = (...states: Upload['state'][]) => uploads.filter(({ state }) => states.includes(state)).length;
  const way = uploads.reduce((sum, { state, sent, file }) => {
    if (state === 'waiting') return sum;
    if (state === 'sending') return sum + kSentShare * (file.size > 0 ? sent / file.size : 0);
    return sum + (state === 'working' ? kSentShare : 1);
  }, 0);
  return {
    total: uploads.length,
    ready: count('ready', 'same'),
    working: count('waiting', 'sending', 'working'),
    failed: count('failed'),
    share: uploads.length > 0 ? way / uploads.length : 0,
  };
}

export interface FailureGroup {
  reason: string;
  uploads: Upload[];
}

// Failures by what went wrong, the most frequent first.
export function groupFailures(uploads: readonly Upload[], reasonOf: (upload: Upload) => string): FailureGroup[] {
  const groups = new Map<string, Upload[]>();
  for (const upload of uploads.filter(({ state }) => state === 'failed')) {
    // "‘a.pdf’ needs a password": the name is what differs.
    const reason = reasonOf(upload).replaceAll(upload.name, '…');
    groups.set(reason, [...(groups.get(reason) ?? []), upload]);
  }
  return [...groups]
    .map(([reason, of]) => ({ reason: of.length === 1 ? reasonOf(of[0] as Upload) : reason, uploads: of }))
    .sort((a, b) => b.uploads.length - a.uploads.length);
}
