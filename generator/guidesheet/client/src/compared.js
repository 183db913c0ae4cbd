/** The answers of a copy beside those that are here. Pure. */

import { isMark, isThere, readable } from './record.js';
import { filled, same } from './values.js';

/** @typedef {import('./record.js').Data} Data */
/** @typedef {import('./record.js').Entry} Entry */
/** How many answers are where. @typedef {{ file: number, newer: number, here: number, same: number, only: number }} Counts */

/** The mark of a removal, of an id in a row; nothing's of others. @param {string} id */
const markOf = (id) => id.replace(/\].*|$/, ']:del');

/** Is it of a row that was removed? @param {Data['a']} a @param {string} id */
const isRemoved = (a, id) => a[markOf(id)]?.[0] === true;

/** What a reader would call an answer: no places, and nothing of rows that were removed. @param {Data['a']} a @returns {Map<string, Entry>} */
export function seen(a) {
  return new Map(Object.entries(a).filter(([id, entry]) => readable(entry) && filled(entry[0]) && !/:(pos|del)$/.test(id) && !isRemoved(a, id)));
}

/** @param {Data['a']} file @param {Data['a']} here @param {Counts} counts they are added to @param {boolean} part whether what is only here is none of the copy's business */
export function compare(file, here, counts, part) {
  const [theirs, ours] = [seen(file), seen(here)];
  for (const [id, [value, time]] of theirs) {
    const had = here[id];
    if (!isThere(had) || isRemoved(here, id)) counts.file++;
    else if (same(had[0], value)) counts.same++;
    else if (time > had[1]) counts.newer++;
    else counts.here++;
  }
  if (!part) for (const id of ours.keys()) if (!theirs.has(id)) counts.only++;
}

/**
 * What of a copy is joined where nothing that is here may go: no clearing, no removal. What was erased here comes back: that is why one loads a copy.
 * @param {Data['a']} file @param {Data['a']} here @param {number} erased up to when the record's answers count as erased @returns {Data['a']}
 */
export function added(file, here, erased) {
  /** @type {[string, Entry][]} */
  const taken = [];
  const rows = new Set([...seen(here).keys()].map(markOf));
  for (const id of seen(file).keys()) if (isRemoved(here, id)) taken.push([markOf(id), ['', timeOf(here[markOf(id)]) + 1]]);
  for (const [id, entry] of Object.entries(file)) {
    const ours = here[id];
    if (!readable(entry)) taken.push([id, entry]);
    else if (id.endsWith(':del') ? entry[0] === true && rows.has(id) : !filled(entry[0]) && readable(ours) && filled(ours[0])) continue;
    else {
      taken.push([id, filled(entry[0]) ? later(entry, Math.max(erased, isMark(ours) || isRemoved(here, id) ? timeOf(ours) : 0)) : entry]);
    }
  }
  return Object.fromEntries(taken);
}

/**
 * What makes the record as it is in a copy, whatever is newer.
 * @param {Data['a']} file @param {Data['a']} here @param {number} erased @param {boolean} part whether what is only here stays @returns {Data['a']}
 */
export function replaced(file, here, erased, part) {
  const taken = Object.entries(file).filter(([id, entry]) => !same(here[id]?.[0], entry[0])).map(([id, entry]) => [id, later(entry, Math.max(erased, timeOf(here[id])))]);
  const only = part ? [] : Object.entries(here).filter(([id, entry]) => !(id in file) && readable(entry) && filled(entry[0])).map(([id, entry]) => [id, ['', entry[1] + 1]]);
  return Object.fromEntries([...taken, ...only]);
}

/** @param {unknown} entry */
const timeOf = (entry) => (readable(entry) ? entry[1] : 0);

/** @param {Entry} entry @param {number} time @returns {Entry} newer than that time */
const later = (entry, time) => (!readable(entry) || entry[1] > time ? entry : /** @type {Entry} */ ([entry[0], time + 1, ...entry.slice(2)]));
