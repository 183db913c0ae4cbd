/** The one store of the page, and what this tab is about. */

import { read, write } from './area.js';
import { mint } from './ids.js';
import { basePath, prefixOf } from './keys.js';
import { OWN, placed } from './order.js';
import { isMark, newest, readable } from './record.js';
import { address, homeOf, isMany, site } from './site.js';
import { Store } from './store.js';
import { filled } from './values.js';

export const base = address ? basePath(address, site.root) : '/';
export const store = new Store(prefixOf(site.site, base), site.mode);

/** Tells that this tab is about another record: `now` {coll}. */
export const tab = new EventTarget();
const NOW = `${store.prefix}.now`;

/** Records that were begun with "Add another" and have no answer yet. */
const added = new Set();

/** @returns {Record<string, string>} */
function chosen() {
  try {
    return JSON.parse(read(store.session, NOW) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/** The record of a collection that this tab is about; a new id where there is none yet. @param {string} coll */
export function current(coll) {
  if (!isMany(coll)) return '-';
  const had = chosen()[coll];
  if (had && store.record(coll, had).gone === undefined) return had;
  const rec = latest(coll) ?? mint();
  remember(coll, rec);
  if (had) tell(coll);
  return rec;
}

/** @param {string} coll */
const tell = (coll) => tab.dispatchEvent(new CustomEvent('now', { detail: { coll } }));

/** @param {string} coll @param {string} rec */
function remember(coll, rec) {
  write(store.session, NOW, JSON.stringify({ ...chosen(), [coll]: rec }));
}

/** @param {string} coll @param {string} rec */
export function choose(coll, rec) {
  store.flush();
  remember(coll, rec);
  tell(coll);
}

/** Begins a new record; it exists from its first answer on. @param {string} coll */
export function addRecord(coll) {
  const rec = mint();
  added.add(rec);
  choose(coll, rec);
  return rec;
}

/** The record with the newest answer. @param {string} coll */
function latest(coll) {
  let [best, when] = [/** @type {string | undefined} */ (undefined), -1];
  for (const data of store.records(coll)) {
    const time = newest([data]);
    if (time > when) [best, when] = [data.rec, time];
  }
  return best;
}

/** Another tab made a record while ours has no answer yet: go to it. */
store.addEventListener('records', (event) => {
  const coll = /** @type {CustomEvent} */ (event).detail?.coll;
  if (!coll || !isMany(coll)) return;
  const rec = current(coll);
  if (added.has(rec) || Object.keys(store.record(coll, rec).a).length) return;
  const other = latest(coll);
  if (other) choose(coll, other);
});

/** The record that a control or an element stands for. @param {Element} element @param {string} coll */
export function recordAt(element, coll) {
  const row = element.closest('[data-rec]');
  return row instanceof HTMLElement && row.dataset.coll === coll ? (row.dataset.rec ?? '-') : current(coll);
}

/** An answer, also under its earlier ids and with its option's earlier key. @param {string} coll @param {string} rec @param {string} id */
export function answer(coll, rec, id) {
  let value = store.value(coll, rec, id);
  if (value === undefined) value = earlier(id).map((old) => store.value(coll, rec, old)).find(filled);
  const keys = site.keys[id];
  if (!keys || value === undefined || value === true) return value;
  return Array.isArray(value) ? value.map((key) => keys[key] ?? key) : (keys[value] ?? value);
}

/** What an answer was called before, its row and part with it. @param {string} id @returns {string[]} */
export function earlier(id) {
  const [, place = '', row, column = '', part = ''] = /^([^[:]*)(?:\[([^\]]*)\])?([^:]*)(.*)$/.exec(id) ?? [];
  const was = (/** @type {string} */ name) => site.was[name] ?? [];
  if (!row) return was(place).map((old) => old + part);
  const rows = [row, ...was(`${place}[${row}]`).map((old) => old.slice(old.indexOf('[') + 1, -1))];
  const cells = `${place}[]${column}`;
  return [cells, ...was(cells)].flatMap((old) => rows.map((one) => old.replace('[]', `[${one}]`) + part)).filter((old) => old !== id);
}

/** The rows of a block that are there, in the order of making. @param {string} coll @param {string} rec @param {string} place @returns {import('./order.js').Placed[]} */
function made(coll, rec, place) {
  const found = new Map();
  const places = [place, ...Object.entries(site.was).flatMap(([id, olds]) => (id.startsWith(`${place}[].`) ? olds.map((old) => old.split('[')[0]) : []))];
  for (const [id, entry] of Object.entries(store.record(coll, rec).a)) {
    const [, at = '', row = ''] = /^([^[]*)\[(\d[^\]]*)\]/.exec(id) ?? [];
    if (row && places.includes(at) && !isMark(entry)) found.set(row, (store.value(coll, rec, `${place}[${row}]:del`) ?? store.value(coll, rec, `${at}[${row}]:del`)) === true);
  }
  return [...found.keys()].sort().flatMap((row, n) => (found.get(row) ? [] : [[`${place}[${row}]`, OWN + n + 1]]));
}

/** In the reader's order, with the places that they have. @param {string} coll @param {string} rec @param {import('./order.js').Placed[]} all */
const inOrder = (coll, rec, all) => all.map(([id, usual]) => /** @type {import('./order.js').Placed} */ ([id, placed(answer(coll, rec, `${id}:pos`), usual)])).sort((x, y) => x[1] - y[1]);

/** The rows of a block that are there, in the reader's order. @param {string} coll @param {string} rec @param {string} place @returns {string[]} */
export const rowsOf = (coll, rec, place) => rowsIn(coll, rec, place).map(([id]) => id.slice(place.length + 1, -1));

/** The same, with their places. @param {string} coll @param {string} rec @param {string} place */
export const rowsIn = (coll, rec, place) => inOrder(coll, rec, made(coll, rec, place));

/** The editor's questions of a block that stands on the page. @param {string} place */
const asked = (place) => /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`gs-questions[data-of="${place}"] [data-ask]:not([data-row])`));

/** Their addresses. @param {string} place */
export const publishedIn = (place) => [...asked(place)].map((item) => item.dataset.ask ?? '');

/** A block's questions in the reader's order, with their places: those of the editor, and the reader's own. @param {string[]} published @param {string} coll @param {string} rec @param {string} place */
export const questionsIn = (published, coll, rec, place) =>
  inOrder(coll, rec, [...published.map((id, n) => /** @type {import('./order.js').Placed} */ ([id, n + 1])), ...made(coll, rec, place)]);

/** What a question of a block asks: the reader's own from the answers, the editor's from the page. @param {string} coll @param {string} rec @param {string} place @param {string} id */
export const questionText = (coll, rec, place, id) =>
  String(id.endsWith(']') ? (answer(coll, rec, `${id}.text`) ?? '') : ([...asked(place)].find((item) => item.dataset.ask === id)?.querySelector('.gs-q__text')?.textContent ?? '')).trim();

/** Is one of the ids of a unit of progress answered? @param {string[]} unit @param {Element} element */
export function done(unit, element) {
  return unit.some((id) => {
    if (!id.endsWith('[]')) return filled(answer(homeOf(id), recordAt(element, homeOf(id)), id));
    const place = id.slice(0, -2);
    if (!place.includes('.')) return store.records(place).length > 0;
    const coll = homeOf(place);
    const rec = recordAt(element, coll);
    return rowsOf(coll, rec, place).some((row) =>
      Object.entries(store.record(coll, rec).a).some(([name, entry]) => name.startsWith(`${place}[${row}].`) && readable(entry) && filled(entry[0])));
  });
}

/** Answers as letters read them. @param {Element} element @returns {import('./letter.js').Answers} */
export const answersAt = (element) => ({
  value: (id) => answer(homeOf(id), recordAt(element, homeOf(id)), id),
  column(place, column, given) {
    const coll = homeOf(place);
    const rec = recordAt(element, coll);
    const cells = [...given, ...rowsOf(coll, rec, place)].map((row) => answer(coll, rec, `${place}[${row}].${column}`)).flat();
    return /** @type {string[]} */ (cells.filter((cell) => typeof cell === 'string' && cell.trim()));
  },
  starred(place) {
    const coll = homeOf(place);
    const rec = recordAt(element, coll);
    return questionsIn(publishedIn(place), coll, rec, place).filter(([id]) => answer(coll, rec, `${id}:star`) === true)
      .map(([id]) => questionText(coll, rec, place, id)).filter(Boolean);
  },
});
