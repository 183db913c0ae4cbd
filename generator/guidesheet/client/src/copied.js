/** Reading the file of a saved copy (FORMATS.md §6). Whatever is wrong with it, nothing of it is taken. Pure. */

import { isAnswer } from './ids.js';
import { FORMAT, VERSION, isThere, parse, readable } from './record.js';

/** @typedef {import('./record.js').Data} Data */
/** `made`: when it was saved; `part`: whether it never had everything. @typedef {{ records: Data[], newer: string[], aside: string[], made: number, part: boolean }} Copied */

const COLLECTION = /^[a-z][a-z0-9_]*$/;
const RECORD = /^(-|[0-9][a-z0-9]{3,31})$/;
/** Levels of lists and objects in each other that a copy may have. */
const DEEPEST = 30;
const OURS = new Set(['f', 'v', 'coll', 'rec', 'made', 'a', 'old', 'gone', '__proto__']);

/** @param {string} text @param {string} site @returns {Copied | string} a copy, or the key of the words that say what is wrong */
export function copied(text, site) {
  try {
    const file = JSON.parse(text);
    if (file.f !== 'guidesheet-copy' || !shallow(file, DEEPEST) || !Number.isInteger(file.v) || file.v < 1) return 'load_bad';
    if (file.v > 1) return 'load_newer';
    if (file.site !== site) return 'load_other';
    return {
      records: list(file.records).map(recordOf),
      newer: texts(file.newer).filter((raw) => {
        const { data, state } = parse(raw);
        return state !== 'bad' && named(data);
      }),
      aside: texts(file.aside),
      made: Date.parse(file.made) || 0,
      part: file.part === true,
    };
  } catch {
    return 'load_bad';
  }
}

/** Is nothing in it deeper than that many levels? @param {unknown} thing @param {number} levels @returns {boolean} */
const shallow = (thing, levels) => typeof thing !== 'object' || thing === null || (levels > 0 && Object.values(thing).every((part) => shallow(part, levels - 1)));

/** @param {boolean} good */
function must(good) {
  if (!good) throw new TypeError();
}

/** @param {unknown} given @returns {any[]} */
function list(given) {
  must(given === undefined || Array.isArray(given));
  return /** @type {any[]} */ (given ?? []);
}

/** @param {unknown} given @returns {string[]} */
function texts(given) {
  const found = list(given);
  must(found.every((one) => typeof one === 'string'));
  return found;
}

/** @param {any} given */
const named = ({ coll, rec }) => COLLECTION.test(coll) && RECORD.test(rec);

/** A record as it is stored. A clock that goes ahead shall not win for ever. @param {any} given @returns {Data} */
function recordOf(given) {
  const { coll, rec, made, gone } = given;
  must(named(given) && Number.isFinite(made) && (gone === undefined || (Number.isFinite(gone) && rec !== '-')));
  const now = Date.now();
  const a = Object.fromEntries(list(given.answers).map((one) => [one.id, entryOf(one, now)]));
  must(Object.keys(a).every(isAnswer));
  const old = Object.fromEntries(Object.entries(given.old ?? {}).map(([id, had]) => [id, earlierOf(had, now)]).filter(([id]) => isAnswer(/** @type {string} */ (id))));
  const more = Object.fromEntries(Object.entries(given.more ?? {}).filter(([key]) => !OURS.has(key)));
  const whole = { ...more, f: FORMAT, v: VERSION, coll, rec, made: Math.min(made, now), ...(gone === undefined ? { a } : { gone: Math.min(gone, now) }), old };
  const { data, state } = parse(JSON.stringify(whole));
  must(state === 'ok');
  return /** @type {Data} */ (data);
}

/** Earlier values. Marks of erasing stay away: they would take earlier values here with them. @param {unknown} given @param {number} now */
const earlierOf = (given, now) => list(given).filter(isThere).map(([answer, time, question]) => entryOf({ answer, time, question }, now));

/** @param {{ answer: any, time: number, question: any, raw?: any }} given @param {number} now */
function entryOf({ answer, time, question, raw }, now) {
  if (raw !== undefined) return raw;
  must(Number.isFinite(time));
  const entry = [answer, Math.min(time, now), ...(question === undefined ? [] : [question])];
  must(readable(entry) && (question === undefined || typeof question === 'string'));
  return entry;
}
