/** Tree and answers → pieces of text, by the same rules as `expressions/evaluate.py` (FORMATS.md §5). */

import { dateText, listText, numberText, plus, timeText, workday } from './dates.js';

/** @typedef {any[]} Tree */
/** @typedef {[kind: 't' | 'a' | 'd' | 'b', text: string, label?: string]} Piece  fixed, answer, default, blank; of a blank also what the answer is called that it waits for */
/**
 * @typedef {object} Answers
 * @property {(id: string) => unknown} value
 * @property {(place: string, column: string, given: string[]) => string[]} column
 * @property {(place: string) => string[]} starred
 */

/** @param {Tree} tree @param {Answers} answers @param {string} lang @param {Piece[]} [pieces] @returns {Piece[]} */
export function evaluate(tree, answers, lang, pieces = []) {
  for (const [kind, expr, more, other] of tree) {
    if (kind === 't') pieces.push(['t', expr]);
    else if (kind === 'if') evaluate(holds(expr, answers, lang) ? more : other, answers, lang, pieces);
    else {
      const [value, byDefault] = valueOf(expr, answers, lang);
      if (isTrue(value)) pieces.push([byDefault ? 'd' : 'a', written(value, lang)]);
      else if (!(expr[0] === 'or' && expr[2][0] === 'c' && expr[2][1] === '')) pieces.push(['b', other ?? more, more]);
    }
  }
  return pieces;
}

/** Does a condition hold? @param {any} expr @param {Answers} answers @param {string} lang */
export const holds = (expr, answers, lang) => isTrue(valueOf(expr, answers, lang)[0]);

/** Every answer id that a tree reads. @param {any} tree @param {string[]} [names] @returns {string[]} */
export function namesIn(tree, names = []) {
  if (!Array.isArray(tree)) return names;
  if (tree[0] === 'v') names.push(tree[1]);
  else if (tree[0] === 'r' || tree[0] === 's') names.push(tree[1] + '[]');
  else if (tree[0] !== 'c' && tree[0] !== 't') for (const inner of tree) namesIn(inner, names);
  return names;
}

/** The text alone, tidied. @param {Piece[]} pieces */
export const plainText = (pieces) =>
  pieces.map(([kind, words]) => (kind === 'b' ? `[${words}]` : words)).join('').replace(/\r\n?/g, '\n').replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n').trim();

/** @param {unknown} value */
const isTrue = (value) => (Array.isArray(value) ? value.length > 0 : value !== false && String(value).trim() !== '');

/** @param {unknown} value */
const textOf = (value) => (value === true ? 'true' : value === false ? '' : String(value));

/** @param {unknown} value @param {string} lang */
const written = (value, lang) => (Array.isArray(value) ? listText(value, lang) : textOf(value));

/** @param {unknown} a @param {unknown} b */
const equal = (a, b) => !Array.isArray(a) && !Array.isArray(b) && textOf(a) === textOf(b);

/** [value, is it a default] @param {any} expr @param {Answers} answers @param {string} lang @returns {[any, boolean]} */
function valueOf(expr, answers, lang) {
  const of = (/** @type {any} */ inner) => valueOf(inner, answers, lang);
  if (expr[0] === 'or') {
    const left = of(expr[1]);
    if (isTrue(left[0])) return left;
    const right = of(expr[2]);
    return [right[0], right[1] || expr[2][0] === 'c'];
  }
  if (expr[0] === 'and') {
    const left = of(expr[1]);
    return isTrue(left[0]) ? of(expr[2]) : left;
  }
  return [single(expr, answers, lang, (inner) => of(inner)[0]), false];
}

/** @param {any} expr @param {Answers} answers @param {string} lang @param {(inner: any) => any} of */
function single(expr, answers, lang, of) {
  const [kind, one, two] = expr;
  if (kind === 'c') return one;
  if (kind === 'v') return answers.value(one) || '';
  if (kind === 'r') return answers.column(one, two, expr.slice(3));
  if (kind === 's') return answers.starred(one);
  if (kind === 'f') return filtered(one, of(two), expr.slice(3), lang);
  if (kind === 'not') return !isTrue(of(one));
  const left = of(one);
  const right = of(two);
  if (kind === 'in' && Array.isArray(right)) return right.some((part) => equal(left, part));
  return equal(left, right) === (kind !== '!=');
}

/** @param {string} name @param {any} value @param {any[]} given @param {string} lang @returns {any} */
function filtered(name, value, given, lang) {
  if (name === 'pick') return Array.isArray(value) ? value.map((key) => picked(key, given)) : picked(textOf(value), given);
  if (name === 'list') return written(Array.isArray(value) ? value.filter((part) => part.trim()) : value, lang);
  if (Array.isArray(value)) return value.map((part) => filtered(name, part, given, lang));
  const text = written(value, lang);
  if (name === 'plus') return plus(text, given[0]);
  if (name === 'workday') return workday(text);
  if (name === 'date') return dateText(text, given[0], lang);
  return name === 'time' ? timeText(text, lang) : numberText(text, lang);
}

/** @param {string} key @param {any[]} given */
function picked(key, given) {
  for (let i = 0; i + 1 < given.length; i += 2) if (given[i] === key) return given[i + 1];
  return given.length % 2 ? given[given.length - 1] : key;
}
