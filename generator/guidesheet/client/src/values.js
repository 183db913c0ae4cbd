// Stored values and what people type (FORMATS.md §2). No DOM here.

/** @typedef {import("./types.js").Value} Value */

const CANONICAL = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/;

/** Is there an answer in it? @param {unknown} value */
export const filled = (value) =>
  value === true || (Array.isArray(value) ? value.length > 0 : typeof value === "string" && value.trim() !== "");

/** Line ends as they are stored. @param {string} text */
export const lineEnds = (text) => text.replace(/\r\n?/g, "\n");

/** @type {Map<string, {digits: string, decimal: string, group: string}>} */
const habits = new Map();

/** How a language writes numbers. @param {string} lang */
function numberHabits(lang) {
  const known = habits.get(lang);
  if (known) return known;
  let format;
  try {
    format = new Intl.NumberFormat(lang, { useGrouping: true });
  } catch {
    format = new Intl.NumberFormat("en");
  }
  const parts = format.formatToParts(-1234567.5);
  const part = (/** @type {string} */ type) => parts.find((one) => one.type === type)?.value ?? "";
  let digits = "";
  for (let n = 0; n < 10; n += 1) digits += format.format(n);
  const found = { digits, decimal: part("decimal") || ".", group: part("group") };
  habits.set(lang, found);
  return found;
}

/**
 * What was typed as a canonical decimal, or as it was typed where it cannot be read as a number of the language.
 * @param {string} typed @param {string} lang
 */
export function canonicalNumber(typed, lang) {
  const { digits, decimal, group } = numberHabits(lang);
  const sign = /[.*+?^${}()|[\]\\]/g;
  const quote = (/** @type {string} */ text) => text.replace(sign, "\\$&");
  const text = [...typed.trim()].map((c) => (digits.length === 10 && digits.includes(c) ? String(digits.indexOf(c)) : c)).join("");
  // A space of any kind, and both apostrophes, are one separator to people.
  const gap = /\s/.test(group) ? "[\\s\\u00a0\\u202f]" : /['’]/.test(group) ? "['’]" : quote(group);
  const grouped = gap ? `|\\d{1,3}(?:${gap}\\d{2,3})*${gap}\\d{3}` : "";
  const found = new RegExp(`^([-−]?)(\\d*${grouped})(?:${quote(decimal)}(\\d*))?$`).exec(text);
  if (!found || !/\d/.test(found[2] + (found[3] ?? ""))) return typed;
  const whole = found[2].replace(/\D/g, "").replace(/^0+(?=\d)/, "") || "0";
  return (found[1] && "-") + whole + (found[3] ? `.${found[3]}` : "");
}

/**
 * A stored number as it is shown for typing: the language's decimal sign, nothing between thousands.
 * @param {string} stored @param {string} lang
 */
export const typedNumber = (stored, lang) => (CANONICAL.test(stored) ? stored.replace(".", numberHabits(lang).decimal) : stored);
