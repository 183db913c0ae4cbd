/** What goes into each field of a PDF: the answers of the record that the tab is about, rows in the reader's order. */

import { dateText, timeText } from '../dates.js';
import { homeOf, site } from '../site.js';
import { localNumber } from '../values.js';

/** @typedef {import('../parts.js').Core} Core */
/** @typedef {import('./filling.js').Handout} Handout */
/** @typedef {import('./filling.js').Field} Field */

/** The most that is shown of an answer without a place. */
const SHORT = 60;

/**
 * `answers`: by a field's name, text or a key; a tick is `Yes`. `left`: what the sheet shows and no field takes.
 * @param {Core} core @param {Element} sheet @param {Handout} handout
 */
export function answersOf(core, sheet, { fields }) {
  const { answer, recordAt } = core;
  const valuesOf = (/** @type {string} */ coll, /** @type {string} */ rec, /** @type {string} */ id) => [answer(coll, rec, id) ?? []].flat();
  /** @type {Map<string, string>} */
  const answers = new Map();
  const taken = new Set();
  const shown = /** @type {HTMLInputElement[]} */ ([...sheet.querySelectorAll('[name][data-kind]')]);
  const off = (/** @type {Element} */ control) => control.closest('.gs-off');
  for (const field of fields) {
    const [name = '', key] = field.name.split('=');
    const [coll, rec, id] = placeOf(core, sheet, name);
    const own = shown.filter((control) => control.name === id);
    if (own.length && own.every(off)) continue; // what the answers rule out is on no paper
    for (const value of valuesOf(coll, rec, id)) {
      const text = fitting(core, field, value, key);
      if (!text) continue;
      answers.set(field.name, text);
      taken.add([coll, rec, id, value].join());
    }
  }
  const left = shown.flatMap((control) => {
    const [id, coll] = [control.name, homeOf(control.name)];
    const rec = recordAt(control, coll);
    const values = off(control) ? [] : valuesOf(coll, rec, id).filter((value) => value && !taken.has([coll, rec, id, value].join()));
    return values.map((value) => `${control.dataset.q}: ${value === true ? '✓' : value.length > SHORT ? `${value.slice(0, SHORT)}…` : value}`);
  });
  return { answers, left: [...new Set(left)] };
}

/** Where an answer is kept; the empty rows of paper, `[0001]` and on, are the reader's own. @param {Core} core @param {Element} sheet @param {string} name @returns {[string, string, string]} */
function placeOf({ recordAt, rowsIn, store }, sheet, name) {
  const [, place = name, number, rest = ''] = /^([^[]*)\[(\d{4})\](.*)$/.exec(name) ?? [];
  const coll = homeOf(place);
  if (!number) return [coll, recordAt(sheet, coll), name];
  const at = Number(number) - 1;
  if (!place.includes('.')) return [place, store.records(place)[at]?.rec ?? '', place + rest];
  const rec = recordAt(sheet, coll);
  return [coll, rec, rowsIn(coll, rec, place)[at]?.[0] + rest];
}

/** What a field shows of a value; "" where it has no place for it. @param {Core} core @param {Field} field @param {string | true} value @param {string} [key] */
function fitting({ store, titleOf }, { kind, keys, type, of }, value, key) {
  if (kind === 'tick') return value === (key ?? true) ? 'Yes' : '';
  if (value === true || (keys && !Object.hasOwn(keys, value))) return '';
  if (of) {
    const at = store.records(of).findIndex(({ rec }) => rec === value);
    return at < 0 ? '' : titleOf(of, value, at + 1);
  }
  return type === 'number' ? localNumber(value, site.lang) : type ? timeText(dateText(value, 'long', site.lang), site.lang) : value;
}
