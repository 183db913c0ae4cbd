/** "Changed since you answered": where the question that a reader answered reads otherwise now, on this page, elsewhere on the site and in its other languages. */

import { general } from './copy.js';
import { button, make } from './dom.js';
import { blank, readable } from './record.js';
import { homeOf, words } from './site.js';
import { styled } from './style.js';
import { filled } from './values.js';

/** @typedef {import('./parts.js').Core} Core */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */
/** @typedef {import('./copy.js').Known} Known */
/** @typedef {import('./controls.js').Control} Control */
/** @typedef {{ control: Control, coll: string, rec: string, id: string, then: string, now: string }} Changed */

let notes = 0;

/** @param {Core} core @param {Sheet} sheet */
export function tellReworded(core, sheet) {
  const { store, tab } = core;
  /** The notes by what they are about. @type {Map<string, { box: Element, text: string, control: Control }>} */
  const shown = new Map();
  let asked = 0;
  const again = async () => {
    const turn = ++asked;
    const found = await changedOn(core, sheet).catch(() => []);
    if (turn !== asked || !sheet.isConnected) return;
    const wanted = new Map(found.map((one) => [`${one.coll}:${one.rec}:${one.id}`, one]));
    for (const [key, { box, text, control }] of shown) if (wanted.get(key)?.then !== text || !box.isConnected) untie(shown, key, box, control);
    for (const [key, one] of wanted) if (!shown.has(key)) shown.set(key, tell(core, one));
  };
  sheet.on(store, 'saved records erased mode', () => queueMicrotask(again));
  sheet.on(tab, 'now', () => queueMicrotask(again));
  sheet.on(sheet, 'gs-controls', () => queueMicrotask(again));
  void again();
}

/** One for each question. @param {Core} core @param {Sheet} sheet @returns {Promise<Changed[]>} */
async function changedOn(core, sheet) {
  const found = [...sheet.controls.values()].flatMap((controls) => answered(core, controls));
  if (!found.length) return [];
  const known = new Map(/** @type {Known[]} */ (await core.load('Ids')).map((entry) => [entry[0], entry]));
  const reads = (/** @type {Changed} */ { control, then }) => {
    const [, question, , others = []] = known.get(general(control.name).split(':')[0] ?? '') ?? [];
    return [question, ...others].includes(then);
  };
  const changed = found.filter((one) => !reads(one));
  return [...new Map(changed.reverse().map((one) => [one.control.name.split(':')[0] + one.rec, one])).values()];
}

/** The answer of a question's controls, where it was given to other words than theirs. @param {Core} core @param {Control[]} controls @returns {Changed[]} */
function answered({ store, earlier, recordAt }, controls) {
  const [control] = controls;
  const now = control?.dataset.q;
  if (!control || !now || control.closest('gs-show, gs-questions gs-rows')) return [];
  const coll = homeOf(control.name);
  const rec = recordAt(control, coll);
  const { a } = store.record(coll, rec);
  const id = [control.name, ...earlier(control.name)].find((one) => readable(a[one]) && (one === control.name || filled(a[one]?.[0]))) ?? '';
  const [value, , then] = a[id] ?? [''];
  return filled(value) && typeof then === 'string' && then !== now ? [{ control, coll, rec, id, then, now }] : [];
}

/** Says it below the question. @param {Core} core @param {Changed} one */
function tell({ store }, { control, coll, rec, id, then, now }) {
  void styled('since.css');
  const box = make('div', { class: 'gs-reworded', id: `gs-reworded-${notes++}` }, make('p', { class: 'gs-hint' }, words('reworded', { text: then })));
  box.append(button(words('reworded_fits'), () => {
    const [value, time] = store.record(coll, rec).a[id] ?? ['', 0];
    store.restore({ ...blank(coll, rec), a: { [id]: [value, Math.max(Date.now(), time + 1), now] } }, rec);
    control.focus();
  }, 'gs-button gs-button--quiet'));
  const place = control.closest('.gs-field, .gs-q, li') ?? control.parentElement;
  place?.append(box);
  control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${box.id}`.trim());
  return { box, text: then, control };
}

/** @param {Map<string, unknown>} shown @param {string} key @param {Element} box @param {Control} control */
function untie(shown, key, box, control) {
  shown.delete(key);
  box.remove();
  const notes = (control.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id && id !== box.id);
  control.setAttribute('aria-describedby', notes.join(' '));
}
