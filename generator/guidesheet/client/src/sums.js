/** Computed lines: tree and answers → text. Decimals are added exactly. Pure. */

import { numberText } from './dates.js';
import { evaluate } from './letter.js';

/** @typedef {import('./letter.js').Answers} Answers */
/** A decimal as a whole number of its last digit's places. @typedef {{ whole: bigint, places: number }} Decimal */
/** What was added: no number at all is no sum. @typedef {{ sum: Decimal, any: boolean, odd: string[] }} Sum */

const NONE = { whole: 0n, places: 0 };

/** @param {Decimal} one @param {Decimal} other @param {bigint} sign */
function add(one, other, sign) {
  const places = Math.max(one.places, other.places);
  const at = (/** @type {Decimal} */ part) => part.whole * 10n ** BigInt(places - part.places);
  return { whole: at(one) + sign * at(other), places };
}

/** The sum of stored numbers; others are told. @param {string[]} texts @returns {Sum} */
function sumOf(texts) {
  let [sum, any] = [/** @type {Decimal} */ (NONE), false];
  const odd = [];
  for (const text of texts) {
    if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) {
      const [whole = '', part = ''] = text.split('.');
      sum = add(sum, { whole: BigInt(whole + part), places: part.length }, 1n);
      any = true;
    } else if (text.trim()) odd.push(text);
  }
  return { sum, any, odd };
}

/** @param {any[]} expr @param {Answers} answers @returns {Sum} */
function count(expr, answers) {
  const [kind, one, two] = expr;
  if (kind === 'c') return sumOf([String(one)]);
  if (kind === 'v') return sumOf([answers.value(one) ?? ''].flat().map(String));
  if (kind === 'f') return sumOf(answers.column(two[1], two[2], two.slice(3)));
  const [left, right] = [count(one, answers), count(two, answers)];
  const any = (left.any && one[0] !== 'c') || (right.any && two[0] !== 'c');
  return { sum: add(left.sum, right.sum, kind === '-' ? -1n : 1n), any, odd: [...left.odd, ...right.odd] };
}

/** @param {Decimal} decimal */
function digits({ whole, places }) {
  const text = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
  const cut = text.length - places;
  return (whole < 0n ? '-' : '') + text.slice(0, cut) + (places ? `.${text.slice(cut)}` : '');
}

/** What a computed line says, "" while something that it needs is missing; and what could not be counted. @param {any[]} tree @param {Answers} answers @param {string} lang @returns {[text: string, odd: string[]]} */
export function computed(tree, answers, lang) {
  const odd = [];
  const texts = [];
  for (const node of tree) {
    const sums = node[0] === 'o' && (node[1][0] === '+' || node[1][0] === '-' || node[1][1] === 'sum');
    if (sums) {
      const found = count(node[1], answers);
      odd.push(...found.odd);
      texts.push(found.any ? numberText(digits(found.sum), lang) : '');
      if (!found.any) return ['', odd];
    } else {
      const pieces = evaluate([node], answers, lang);
      if (pieces.some(([kind]) => kind === 'b')) return ['', odd];
      texts.push(...pieces.map(([, text]) => text));
    }
  }
  return [texts.join(''), odd];
}
