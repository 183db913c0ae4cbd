// A record: reading its stored text, setting, erasing and joining answers (FORMATS.md §3). No storage and no DOM here.
// Maps of answers have no prototype, so that no name in a record can mean anything but itself.

import { filled } from "./values.js";

/** @typedef {import("./types.js").Doc} Doc */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Value} Value */

const FORMAT = "guidesheet";
const VERSION = 1;
const KEPT_OLD = 20;

/** @template T @returns {Record<string, T>} */
const dictionary = () => Object.create(null);

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {string} coll @param {string} rec @param {number} now @returns {Doc} */
export const newRecord = (coll, rec, now) =>
  ({ f: FORMAT, v: VERSION, coll, rec, made: now, a: dictionary(), old: dictionary(), more: dictionary() });

/**
 * What a stored text holds. A record of a newer version can be shown as far as it is understood, and is never written.
 * @param {string} raw @param {string} coll @param {string} rec
 * @returns {{kind: "record" | "newer", doc: Doc} | {kind: "unread"}}
 */
export function parseRecord(raw, coll, rec) {
  let data;
  try {
    data = JSON.parse(raw);
  } catch {
    return { kind: "unread" };
  }
  const version = isObject(data) && data.f === FORMAT && Number.isInteger(data.v) && data.v >= 1;
  if (!version || (!isObject(data.a) && typeof data.gone !== "number")) return { kind: "unread" };
  const doc = newRecord(coll, rec, typeof data.made === "number" ? data.made : 0);
  for (const key of Object.keys(data)) if (!(key in KNOWN)) doc.more[key] = data[key];
  if (typeof data.gone === "number") {
    doc.gone = data.gone;
  } else {
    for (const id of Object.keys(data.a)) doc.a[id] = data.a[id];
    if (isObject(data.old)) for (const id of Object.keys(data.old)) doc.old[id] = data.old[id];
  }
  return { kind: data.v > VERSION ? "newer" : "record", doc };
}

const KNOWN = { __proto__: null, f: 1, v: 1, coll: 1, rec: 1, made: 1, gone: 1, a: 1, old: 1 };

/** A record as it is stored. @param {Doc} doc */
export function recordText(doc) {
  const { f, v, coll, rec, made, gone, a, old, more } = doc;
  if (gone !== undefined) return JSON.stringify({ ...more, f, v, coll, rec, made, gone });
  return JSON.stringify({ ...more, f, v, coll, rec, made, a, ...(isEmpty(old) ? {} : { old }) });
}

/** @param {object} map */
function isEmpty(map) {
  for (const _ in map) return false;
  return true;
}

/** Has nothing ever been answered? Such a record is not stored. @param {Doc} doc */
export const isUnwritten = (doc) => doc.gone === undefined && isEmpty(doc.a);

/** The time of an entry; 0 where it has none. @param {unknown} entry */
export const timeOf = (entry) => (Array.isArray(entry) && Number.isFinite(entry[1]) ? /** @type {number} */ (entry[1]) : 0);

/** The value of an entry, where it is one of this version. @param {unknown} entry @returns {Value | undefined} */
export function valueOf(entry) {
  const value = Array.isArray(entry) ? entry[0] : undefined;
  const list = Array.isArray(value) && value.every((part) => typeof part === "string");
  return typeof value === "string" || value === true || list ? value : undefined;
}

/** Was the answer erased, and not only cleared? @param {unknown} entry */
export const isErased = (entry) => Array.isArray(entry) && entry[0] === "" && entry[2] === undefined;

/** The newest time in a record. @param {Doc} doc */
export const newest = (doc) => Object.values(doc.a).reduce((time, entry) => Math.max(time, timeOf(entry)), doc.gone ?? 0);

/**
 * Writes an answer into the record. False where nothing changes: the same value, or nothing where there was nothing.
 * @param {Doc} doc @param {string} id @param {Value} value @param {string} question @param {number} now
 * @param {number} floor  time of an erasing that the answer has to be newer than
 */
export function setAnswer(doc, id, value, question, now, floor) {
  const before = doc.a[id];
  if (before ? JSON.stringify(before[0]) === JSON.stringify(value) : !filled(value)) return false;
  const time = Math.max(now, timeOf(before) + 1, floor + 1);
  doc.a[id] = question ? [value, time, question] : [value, time];
  return true;
}

/** Erases an answer, its question and its earlier values. @param {Doc} doc @param {string} id @param {number} now */
export function eraseAnswer(doc, id, now) {
  const old = Array.isArray(doc.old[id]) ? doc.old[id] : [];
  doc.a[id] = ["", [doc.a[id], ...old].reduce((time, entry) => Math.max(time, timeOf(entry) + 1), now)];
  delete doc.old[id];
}

/**
 * Drops what is not newer than an erasing; gives the ids that were dropped.
 * @param {Doc} doc @param {number} time
 */
export function dropErased(doc, time) {
  const dropped = Object.keys(doc.a).filter((id) => timeOf(doc.a[id]) <= time);
  for (const id of dropped) delete doc.a[id];
  for (const id of Object.keys(doc.old)) keepOld(doc, id, listed(doc.old[id]).filter((entry) => timeOf(entry) > time));
  return dropped;
}

/** @param {unknown} list @returns {Entry[]} */
const listed = (list) => (Array.isArray(list) ? list : []);

/** @param {Doc} doc @param {string} id @param {Entry[]} entries */
function keepOld(doc, id, entries) {
  if (entries.length) doc.old[id] = entries.slice(-KEPT_OLD);
  else delete doc.old[id];
}

/**
 * Joins a stored copy into a copy in memory; neither is changed. The order of answers is that of the stored copy.
 * @param {Doc} mine @param {Doc} stored
 * @param {Set<string>} [unsaved]  answers changed here since the stored copy was last seen: the loser of each is kept in `old`
 * @returns {{doc: Doc, changed: string[], ahead: boolean}}  changed: ids that differ from mine; ahead: the stored copy lacks something
 */
export function join(mine, stored, unsaved = new Set()) {
  const doc = newRecord(mine.coll, mine.rec, Math.min(mine.made, stored.made));
  const removed = [mine, stored].filter((one) => one.gone !== undefined);
  doc.more = union(...(removed.length ? removed : [stored, mine]).map((one) => one.more));
  if (removed.length) {
    doc.gone = Math.max(...removed.map((one) => one.gone ?? 0));
  } else {
    for (const copy of [stored, mine]) for (const id in copy.a) doc.a[id] = winner(doc.a[id], copy.a[id]);
    for (const id of new Set([...Object.keys(stored.old), ...Object.keys(mine.old), ...unsaved])) joinOld(doc, id, mine, stored, unsaved);
  }
  const ids = new Set([...Object.keys(mine.a), ...Object.keys(doc.a)]);
  const changed = [...ids].filter((id) => JSON.stringify(mine.a[id]) !== JSON.stringify(doc.a[id]));
  return { doc, changed, ahead: !sameRecord(doc, stored) };
}

/** @param {Entry | undefined} one @param {Entry} two */
function winner(one, two) {
  if (one === undefined) return two;
  if (timeOf(one) !== timeOf(two)) return timeOf(one) > timeOf(two) ? one : two;
  return JSON.stringify(one) > JSON.stringify(two) ? one : two;
}

/** @param {Doc} doc @param {string} id @param {Doc} mine @param {Doc} stored @param {Set<string>} unsaved */
function joinOld(doc, id, mine, stored, unsaved) {
  const found = [...listed(stored.old[id]), ...listed(mine.old[id])];
  const [here, there] = [mine.a[id], stored.a[id]];
  if (unsaved.has(id) && here && there && JSON.stringify(here[0]) !== JSON.stringify(there[0])) {
    const loser = winner(here, there) === here ? there : here;
    if (filled(loser[0])) found.push(loser);
  }
  const texts = [...new Set(found.map((entry) => JSON.stringify(entry)))];
  const erased = isErased(doc.a[id]) ? timeOf(doc.a[id]) : -1;
  const entries = texts.map((text) => JSON.parse(text)).filter((entry) => timeOf(entry) > erased);
  keepOld(doc, id, entries.sort((a, b) => timeOf(a) - timeOf(b) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)));
}

/** @param {Record<string, unknown>[]} maps */
function union(...maps) {
  const all = dictionary();
  for (const map of maps) {
    for (const key in map) {
      const [known, text] = [JSON.stringify(all[key]), JSON.stringify(map[key])];
      if (known === undefined || text > known) all[key] = map[key];
    }
  }
  return all;
}

/** The same whatever the order of keys. @param {Doc} one @param {Doc} two */
const sameRecord = (one, two) =>
  one.made === two.made && one.gone === two.gone && sameMap(one.a, two.a) && sameMap(one.old, two.old) && sameMap(one.more, two.more);

/** @param {Record<string, unknown>} one @param {Record<string, unknown>} two */
function sameMap(one, two) {
  const keys = Object.keys(one);
  return keys.length === Object.keys(two).length && keys.every((key) => JSON.stringify(one[key]) === JSON.stringify(two[key]));
}
