// Both languages of a page, side by side: a key that one of them lacks does not compile.
export function defineMessages<English extends Record<string, string>>(messages: {
  en: English;
  zh: { [Key in keyof English]: string };
}) {
  return messages;
}
