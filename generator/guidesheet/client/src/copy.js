/** The file of a saved copy (FORMATS.md §6). Pure. */

import { readable } from './record.js';
import { words } from './site.js';
import { filled } from './values.js';

/** @typedef {import('./record.js').Data} Data */
/** `others`: how the question reads elsewhere on the site, or in another language. @typedef {[id: string, question: string, keys?: Record<string, string> | null, others?: string[]]} Known */

const KNOWN = new Set(['f', 'v', 'coll', 'rec', 'made', 'a', 'old', 'gone']);

/**
 * @param {{ records: Data[], newer: string[], aside: string[] }} kept @param {Known[]} ids
 * @param {{ site: string, base: string, rev: string, lang: string, title: string, titles: Record<string, string | undefined>, part?: boolean }} about @param {Date} now
 */
export function copyOf(kept, ids, about, now) {
  const order = new Map(ids.map(([id], index) => [id, index]));
  const known = new Map(ids.map((entry) => [entry[0], entry]));
  const sorted = [...kept.records].sort((x, y) => Number(y.coll === 'me') - Number(x.coll === 'me') || x.made - y.made || (x.rec < y.rec ? -1 : 1));
  return {
    f: 'guidesheet-copy', v: 1, about: words('copy_about', { title: about.title }),
    ...(about.part ? { part: true } : {}), site: about.site, base: about.base, rev: about.rev, lang: about.lang, made: now.toISOString(),
    records: sorted.map((data) => recordOf(data, known, order, about.titles[data.coll])),
    ...(kept.newer.length ? { newer: kept.newer } : {}),
    aside: kept.aside,
  };
}

/** @param {Data} data @param {Map<string, Known>} known @param {Map<string, number>} order @param {string | undefined} title */
function recordOf(data, known, order, title) {
  const { coll, rec, made } = data;
  if (data.gone !== undefined) return { coll, rec, made, gone: data.gone };
  const at = (/** @type {string} */ id) => order.get(general(id)) ?? order.get(general(id).split(':')[0] ?? '') ?? Infinity;
  const ids = Object.keys(data.a).sort((x, y) => at(x) - at(y) || (x < y ? -1 : 1));
  const named = title ? data.a[title] : undefined;
  const more = Object.fromEntries(Object.entries(data).filter(([key]) => !KNOWN.has(key)));
  return {
    coll, rec, made, ...(named && filled(named[0]) ? { title: named[0] } : {}),
    answers: ids.map((id) => answerOf(id, data.a[id], known)), old: data.old ?? {}, more,
  };
}

/** `x.y[7f3k].z` → `x.y[].z`, as the list of ids has it. @param {string} id */
export const general = (id) => id.replace(/\[[0-9][a-z0-9]*\]/, '[]').replace(/\[[a-z]\w*\]\./, '[].');

/** @param {string} id @param {unknown} entry @param {Map<string, Known>} known */
function answerOf(id, entry, known) {
  if (!readable(entry)) return { id, raw: entry };
  const [value, time, question] = entry;
  const present = known.get(general(id));
  const erased = value === '' && question === undefined;
  const keys = present?.[2];
  const said = keys && filled(value) && value !== true ? (Array.isArray(value) ? value : [value]).map((key) => keys[key] ?? key).join(', ') : undefined;
  return {
    id, ...(erased ? {} : question !== undefined || present ? { question: question ?? present?.[1] } : {}),
    answer: value, ...(said === undefined ? {} : { words: said }), time,
  };
}
