/** Dates, times, numbers and lists in words. Dates are days, never moments: UTC in, UTC out. */

const DAY = 86400000;

/** @param {string} text */
function day(text) {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return time === time && iso(time) === text ? time : NaN;
}

/** @param {number} time */
const iso = (time) => new Date(time).toISOString().slice(0, 10);

/** Gregorian days and Latin digits, as written elsewhere; English where the browser does not know the language. @param {string} lang */
const tag = (lang) => [`${lang}-u-ca-gregory-nu-latn`, 'en'];

/** @param {string} text */
const plain = (text) => text.replace(/[\u202f\u00a0]/g, ' ');

/** @param {number} time @param {Intl.DateTimeFormatOptions} options @param {string} lang */
const moment = (time, options, lang) => plain(new Intl.DateTimeFormat(tag(lang), { ...options, timeZone: 'UTC' }).format(time));

/** The day n days later; "" where there is none. @param {string} text @param {number} days */
export function plus(text, days) {
  const time = day(text) + days * DAY;
  return time >= -62135596800000 && time < 253402300800000 ? iso(time) : '';
}

/** Saturday and Sunday become Monday. @param {string} text */
export function workday(text) {
  const which = new Date(day(text)).getUTCDay();
  return plus(text, which % 6 ? 0 : which ? 2 : 1);
}

/** @param {string} text @param {string} style @param {string} lang */
export function dateText(text, style, lang) {
  const month = /^\d{4}-\d\d$/.test(text) ? day(text + '-01') : NaN;
  if (month === month) return moment(month, { year: 'numeric', month: 'long' }, lang);
  const time = day(text);
  return time === time ? moment(time, { dateStyle: /** @type {'full'} */ (style) }, lang) : text;
}

/** @param {string} text @param {string} lang */
export function timeText(text, lang) {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) return text;
  return moment(Date.parse(`2000-01-01T${text}Z`), { timeStyle: 'short' }, lang);
}

/** @param {string} text @param {string} lang */
export function numberText(text, lang) {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return text;
  const digits = (text.split('.')[1] ?? '').length;
  const format = new Intl.NumberFormat(tag(lang), { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: /** @type {any} */ ('always') });
  return plain(format.format(/** @type {any} */ (text)));
}

/** @param {string[]} parts @param {string} lang */
export const listText = (parts, lang) => new Intl.ListFormat([lang, 'en'], { type: 'conjunction' }).format(parts);
