// Dates, times, numbers and lists in the words of a language. A date is a day, never a moment: UTC in, UTC out.

/** @type {Map<string, any>} */
const kept = new Map();

/**
 * One formatter a language and style; English where the tag is unknown.
 * @template T
 * @param {new (lang: string, options: any) => T} Formatter
 * @param {string} lang
 * @param {object} options
 * @returns {T}
 */
function formatter(Formatter, lang, options) {
  const key = Formatter.name + lang + JSON.stringify(options);
  if (!kept.has(key)) {
    try {
      kept.set(key, new Formatter(lang, options));
    } catch {
      kept.set(key, new Formatter("en", options));
    }
  }
  return kept.get(key);
}

const UTC = { timeZone: "UTC", calendar: "gregory", numberingSystem: "latn" };

/** @param {string} text */
const plain = (text) => text.replace(/[\u202f\u00a0]/g, " ");

/** @param {Date} date */
const iso = (date) => date.toISOString().slice(0, 10);

/** The day that `YYYY-MM-DD` names, or null. @param {string} text */
export function day(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!found || found[1] === "0000") return null;
  const date = new Date(0);
  date.setUTCFullYear(+found[1], +found[2] - 1, +found[3]);
  return iso(date) === text ? date : null;
}

/** Is it a month, `YYYY-MM`? @param {string} text */
export const isMonth = (text) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && day(`${text}-01`) !== null;

/** Is it a time, `HH:MM`? @param {string} text */
export const isTime = (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/**
 * The day `days` later; "" where `text` is no day, or the calendar ends.
 * @param {string} text @param {number} days
 */
export function plus(text, days) {
  const date = day(text);
  if (!date) return "";
  date.setUTCDate(date.getUTCDate() + days);
  const year = date.getUTCFullYear();
  return year > 0 && year < 10000 ? iso(date) : "";
}

/** The same day, or the Monday after a Saturday or Sunday. @param {string} text */
export function workday(text) {
  const weekday = day(text)?.getUTCDay();
  return plus(text, weekday === 6 ? 2 : weekday === 0 ? 1 : 0);
}

/**
 * A day or a month in words; the text itself where it is neither.
 * @param {string} text @param {string} style @param {string} lang
 */
export function dateText(text, style, lang) {
  const date = day(text);
  if (date) return plain(formatter(Intl.DateTimeFormat, lang, { dateStyle: style, ...UTC }).format(date));
  const first = isMonth(text) && day(`${text}-01`);
  return first ? plain(formatter(Intl.DateTimeFormat, lang, { year: "numeric", month: "long", ...UTC }).format(first)) : text;
}

/** A time of day, or the text itself. @param {string} text @param {string} lang */
export function timeText(text, lang) {
  if (!isTime(text)) return text;
  const moment = Date.UTC(2000, 0, 1, +text.slice(0, 2), +text.slice(3));
  return plain(formatter(Intl.DateTimeFormat, lang, { timeStyle: "short", ...UTC }).format(moment));
}

/** A canonical decimal as the language writes it, or the text itself. @param {string} text @param {string} lang */
export function numberText(text, lang) {
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]{1,20})?$/.test(text)) return text;
  const digits = text.split(".")[1]?.length ?? 0;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, numberingSystem: "latn", useGrouping: "always" };
  return plain(formatter(Intl.NumberFormat, lang, options).format(/** @type {any} */ (text)));
}

/** "a, b, and c" @param {string[]} parts @param {string} lang */
export const listText = (parts, lang) => formatter(Intl.ListFormat, lang, { type: "conjunction" }).format(parts);
