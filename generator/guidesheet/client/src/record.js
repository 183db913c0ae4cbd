/** Records (FORMATS.md §3): reading, joining, writing of answers. Pure. */

import { filled, same } from './values.js';

/** @typedef {import('./values.js').Value} Value */
/** @typedef {[value: Value, time: number, question?: string]} Entry */
/** @typedef {{ f: string, v: number, coll: string, rec: string, made: number, gone?: number, a: Record<string, Entry>, old?: Record<string, Entry[]> }} Data */

export const FORMAT = 'guidesheet';
export const VERSION = 1;
const KEPT = 20;

/** A dictionary that no name can break. @param {object} [from] @returns {any} */
const dictionary = (from) => Object.assign(Object.create(null), from);

/** @param {string} coll @param {string} rec @returns {Data} */
export const blank = (coll, rec) => ({ f: FORMAT, v: VERSION, coll, rec, made: Date.now(), a: dictionary() });

/** @param {unknown} thing @returns {thing is Record<string, any>} */
const isObject = (thing) => typeof thing === 'object' && thing !== null && !Array.isArray(thing);

/** Stored text → record; `newer` and `bad` say why it may not be written. @param {string} raw @returns {{ data: Data, state: 'ok' | 'newer' } | { data: null, state: 'bad' }} */
export function parse(raw) {
  let found;
  try {
    found = JSON.parse(raw);
  } catch {
    return { data: null, state: 'bad' };
  }
  const good = isObject(found) && found.f === FORMAT && Number.isInteger(found.v) && found.v >= 1;
  if (!good || !(isObject(found.a) || Number.isFinite(found.gone))) return { data: null, state: 'bad' };
  const data = /** @type {Data} */ ({ ...found, a: dictionary(found.a) });
  if (found.old !== undefined) data.old = dictionary(Object.fromEntries(Object.entries(found.old ?? {}).filter(([, list]) => Array.isArray(list))));
  return { data, state: found.v > VERSION ? 'newer' : 'ok' };
}

/** An entry that can be read: [value, time, question?]. @param {unknown} entry @returns {entry is Entry} */
export const readable = (entry) =>
  Array.isArray(entry) && Number.isFinite(entry[1]) &&
  (typeof entry[0] === 'string' || entry[0] === true || (Array.isArray(entry[0]) && entry[0].every((part) => typeof part === 'string')));

/** @param {unknown} entry */
const timeOf = (entry) => (readable(entry) ? entry[1] : -1);

/** Does y's entry win over x's? @param {unknown} x @param {unknown} y */
export function wins(x, y) {
  if (x === undefined) return true;
  const [a, b] = [timeOf(x), timeOf(y)];
  return b > a || (b === a && JSON.stringify(y) > JSON.stringify(x));
}

/**
 * Joins y into x. `loses` hears of every readable answer that was overwritten by another.
 * @param {Data} x @param {Data} y @param {(id: string, entry: Entry) => boolean} [keeps]
 * @returns {{ changed: string[], ahead: boolean }} ids whose value is another now; whether x has something that y has not
 */
export function join(x, y, keeps = () => false) {
  if (x.gone !== undefined || y.gone !== undefined) return leave(x, Math.max(x.gone ?? 0, y.gone ?? 0), y.gone === undefined);
  const changed = [];
  let ahead = false;
  for (const id of Object.keys(y.a)) {
    const [ours, theirs] = [x.a[id], y.a[id]];
    if (same(ours, theirs)) continue;
    const won = wins(ours, theirs);
    const lost = won ? ours : theirs;
    if (readable(ours) && readable(theirs) && !same(ours[0], theirs[0]) && filled(lost?.[0]) && keeps(id, /** @type {Entry} */ (lost))) file(x, id, [/** @type {Entry} */ (lost)]);
    if (!won) ahead = true;
    else {
      x.a[id] = /** @type {Entry} */ (theirs);
      if (!same(ours?.[0], theirs?.[0])) changed.push(id);
    }
  }
  for (const id of Object.keys(x.a)) if (!(id in y.a)) ahead = true;
  for (const id of Object.keys(y.old ?? {})) file(x, id, y.old?.[id] ?? []);
  for (const key of Object.keys(y)) if (!(key in x)) Object.defineProperty(x, key, { value: /** @type {any} */ (y)[key], enumerable: true, writable: true, configurable: true });
  x.made = Math.min(x.made, y.made) || x.made;
  prune(x);
  return { changed, ahead: ahead || Object.entries(x.old ?? {}).some(([id, list]) => !same(list, y.old?.[id])) };
}

/** @param {Data} x @param {number} time @param {boolean} ahead */
function leave(x, time, ahead) {
  const changed = Object.keys(x.a ?? {});
  x.gone = time;
  x.a = dictionary();
  delete x.old;
  return { changed, ahead };
}

/** Removes a record: it stays as a mark without answers. @param {Data} x @param {number} time */
export const remove = (x, time) => void leave(x, time, true);

/** @param {Data} x @param {string} id @param {Entry[]} entries */
function file(x, id, entries) {
  const old = (x.old ??= dictionary());
  const list = Array.isArray(old[id]) ? old[id] : (old[id] = []);
  for (const entry of entries) if (!list.some((/** @type {unknown} */ had) => same(had, entry))) list.push(entry);
  list.sort((/** @type {Entry} */ a, /** @type {Entry} */ b) => timeOf(a) - timeOf(b) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  list.splice(0, list.length - KEPT);
}

/** Drops earlier values up to a time. @param {Data} x @param {string} id @param {number} time @param {unknown} [mark] one that stays */
function keepLater(x, id, time, mark) {
  const old = x.old ?? {};
  const left = (old[id] ?? []).filter((had) => had === mark || timeOf(had) > time);
  if (left.length) old[id] = left;
  else delete old[id];
}

/** An answer that was erased has no question. @param {unknown} entry @returns {entry is Entry} */
export const isMark = (entry) => readable(entry) && entry[0] === '' && entry[2] === undefined;

/** An entry that says something, be it that it was cleared. @param {unknown} entry @returns {entry is Entry} */
export const isThere = (entry) => readable(entry) && !isMark(entry);

/** Erased answers take their earlier values with them, also when something was written since. @param {Data} x */
function prune(x) {
  for (const [id, list] of Object.entries(x.old ?? {})) {
    const mark = [...list, x.a[id]].filter(isMark).pop();
    if (mark) keepLater(x, id, mark[1], mark);
  }
  if (x.old && !Object.keys(x.old).length) delete x.old;
}

/** @param {Data} x @param {string} id @param {Value | ''} value @param {number} after @param {string} [question] */
export function put(x, id, value, after, question) {
  const had = x.a[id];
  const time = Math.max(Date.now(), timeOf(had) + 1, after + 1);
  if (isMark(had)) file(x, id, [had]);
  x.a[id] = question === undefined ? [value, time] : [value, time, question];
}

/** Erases one answer: no question, no earlier values. @param {Data} x @param {string} id @param {number} after */
export function erase(x, id, after) {
  put(x, id, '', after);
  prune(x);
}

/** Drops what counts as erased (`.erased`). @param {Data} x @param {number} time */
export function dropErased(x, time) {
  if (!time) return;
  for (const id of Object.keys(x.a)) if (timeOf(x.a[id]) <= time) delete x.a[id];
  for (const id of Object.keys(x.old ?? {})) keepLater(x, id, time);
}

/** The JSON text that is stored. @param {Data} x */
export const text = (x) => JSON.stringify(x.gone === undefined ? x : { f: x.f, v: x.v, coll: x.coll, rec: x.rec, made: x.made, gone: x.gone });

/** The time of the newest answer. @param {Data[]} records */
export const newest = (records) => Math.max(0, ...records.flatMap((data) => Object.values(data.a).map((entry) => Math.max(0, timeOf(entry)))));

/** Two stored texts as one; null where one of them may not be touched. @param {string} one @param {string} other */
export function joined(one, other) {
  const [x, y] = [parse(one), parse(other)];
  if (x.state !== 'ok' || y.state !== 'ok') return null;
  join(x.data, y.data);
  return text(x.data);
}
