/** Values as they are stored (FORMATS.md §2), and as a control shows them. */

/** @typedef {string | true | string[]} Value */

/** Is there an answer? @param {unknown} value */
export const filled = (value) => value !== '' && value != null && value !== false && !(Array.isArray(value) && !value.length);

/** @param {unknown} a @param {unknown} b */
export const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The sign of a language before tenths. @param {string} lang */
const point = (lang) => [...(1.5).toLocaleString(lang)][1] ?? '.';

/** The sign of a language between thousands. @param {string} lang */
const gap = (lang) => new Intl.NumberFormat(lang).formatToParts(11111).find(({ type }) => type === 'group')?.value ?? '';

/** What was typed → canonical decimal; as it was typed where it is no number. @param {string} typed @param {string} lang */
export function canonical(typed, lang) {
  const [group, decimal] = [gap(lang), point(lang)];
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
export const localNumber = (value, lang) => (/^-?\d+(\.\d+)?$/.test(value) ? value.replace('.', point(lang)) : value);
