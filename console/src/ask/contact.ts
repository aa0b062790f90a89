// Where "ask a person" leads: a web address as it is, a mail address as a letter with the question in it. Nothing for what
// is neither.
export function contactLink(contact: string, question: string): string | undefined {
  if (/^https?:\/\//.test(contact)) return contact;
  if (!/^[^\s@:/?]+@[^\s@:/?]+$/.test(contact)) return undefined;
  return `mailto:${encodeURIComponent(contact).replace('%40', '@')}?subject=${encodeURIComponent(question.slice(0, 200))}`;
}
