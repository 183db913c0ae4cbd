/** What goes into each field of a PDF: the answers of the record that the tab is about, rows in the reader's order. */

import { json } from '../dom.js';
import { homeOf, site } from '../site.js';

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
    if (name.startsWith('_')) answers.set(name, workedOut(core, sheet, field));
    const [coll, rec, id] = placeOf(core, sheet, name);
    const own = shown.filter((control) => control.name === id);
    if (own.length && own.every(off)) continue; // what the answers rule out is on no paper
    for (const value of valuesOf(coll, rec, id)) {
      const text = fitting(core, sheet, field, value, key);
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

/** What the page works out: in a letter, for a day, as a line. @param {Core} core @param {Element} sheet @param {Field} field */
function workedOut(core, sheet, { name, tree, lang }) {
  if (tree) return said(core, sheet, tree, lang);
  const due = [...sheet.querySelectorAll('gs-day')].flatMap((day) => json(day, 'data-days')).find(({ id }) => name === `_.${id}-day`);
  if (due) return said(core, sheet, ['o', ['f', 'date', due.on, 'full']]);
  return sheet.querySelector(`[id="${name.split('.')[2]}"] [data-shows]`)?.textContent ?? '';
}

/** What a tree of a letter gives (FORMATS.md §5); "" where something is missing for that. @param {Core} core @param {Element} sheet @param {any[]} tree @param {string} [lang] */
function said({ answersAt, evaluate }, sheet, tree, lang = site.lang) {
  const [[kind, text] = ['b', '']] = evaluate([tree], answersAt(sheet), lang);
  return kind === 'b' ? '' : text;
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

/** What a field shows of a value; "" where it has no place for it. @param {Core} core @param {Element} sheet @param {Field} field @param {string | true} value @param {string} [key] */
function fitting(core, sheet, { kind, keys, type, of }, value, key) {
  if (kind === 'tick') return value === (key ?? true) ? 'Yes' : '';
  if (value === true || (keys && !Object.hasOwn(keys, value))) return '';
  if (of) {
    const at = core.store.records(of).findIndex(({ rec }) => rec === value);
    return at < 0 ? '' : core.titleOf(of, value, at + 1);
  }
  return type ? said(core, sheet, ['o', ['f', type, ['c', value], 'long']]) : value;
}
