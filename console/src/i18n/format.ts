import { type Language, localeOf } from './translate';

const kMinute = 60_000;
const kHour = 60 * kMinute;
const kDay = 24 * kHour;

// Relative up to a day, past or to come, then the date in the reader's format.
export function formatWhen(language: Language, when: number, now: number): string {
  const age = Math.abs(now - when);
  const sign = when < now ? -1 : 1;
  const relative = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto', style: 'short' });
  if (age < kMinute) return relative.format(0, 'second');
  if (age < kHour) return relative.format(sign * Math.floor(age / kMinute), 'minute');
  if (age < kDay) return relative.format(sign * Math.floor(age / kHour), 'hour');
  return new Date(when).toLocaleDateString(localeOf(language), { year: 'numeric', month: 'short', day: 'numeric' });
}

export function formatMoment(language: Language, when: number): string {
  return new Date(when).toLocaleString(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' });
}

// One digit after the point, in the unit that keeps the number short.
export function formatBytes(language: Language, bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    ++unit;
  }
  const digits = unit === 0 ? 0 : 1;
  const number = value.toLocaleString(localeOf(language), { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number} ${units[unit]}`;
}

export const formatCount = (language: Language, count: number) => count.toLocaleString(localeOf(language));
