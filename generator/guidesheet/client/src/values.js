/** Values as they are stored (FORMATS.md §2), and as a control shows them. */

/** @typedef {string | true | string[]} Value */

/** Is there an answer? @param {unknown} value */
export const filled = (value) => value !== '' && value != null && value !== false && !(Array.isArray(value) && !value.length);

/** @param {unknown} a @param {unknown} b */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The signs of a language for thousands and decimals. @param {string} lang */
function signs(lang) {
  const parts = new Intl.NumberFormat(lang).formatToParts(11111.5);
  const of = (/** @type {string} */ type) => parts.find((part) => part.type === type)?.value ?? '';
  return { group: of('group'), decimal: of('decimal') };
}

/** What was typed → canonical decimal; as it was typed where it is no number. @param {string} typed @param {string} lang */
export function canonical(typed, lang) {
  const { group, decimal } = signs(lang);
  let text = typed.trim().replace(/[\u00a0\u202f]/g, ' ').replace('\u2212', '-');
  const sign = new RegExp(`^-?\\d{1,3}([${group} ])\\d{3}(\\1\\d{3})*(\\${decimal}\\d+)?$`).exec(text)?.[1];
  if (sign) text = text.replaceAll(sign, '');
  text = text.replace(decimal, '.');
  const found = /^(-?)0*(\d+)(\.\d+)?$/.exec(text);
  if (!found) return typed;
  const number = (found[2] ?? '') + (found[3] ?? '');
  return (/[1-9]/.test(number) ? found[1] : '') + number;
}

/** Canonical decimal → as the language writes it. @param {string} value @param {string} lang */
export const localNumber = (value, lang) => (/^-?\d+(\.\d+)?$/.test(value) ? value.replace('.', signs(lang).decimal) : value);
