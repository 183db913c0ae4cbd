/** What an act changed, and what brings it back. Pure. */

import { FORMAT, VERSION, isMark, readable } from './record.js';
import { filled, same } from './values.js';

/** @typedef {import('./record.js').Data} Data */
/** @typedef {import('./record.js').Entry} Entry */
/**
 * What an act did to one record. `a`, `old`: as they were; `left`: the times of the answers that it left there; `gone`: it removed the record.
 * @typedef {{ coll: string, rec: string, made: number, gone?: true, a: Record<string, Entry>, old: Record<string, Entry[]>, left: Record<string, number> }} Change
 */

/** @param {Data} before @param {Data} now @returns {Change | null} null where nothing is another now */
export function changed(before, now) {
  const { coll, rec, made } = before;
  if (now.gone !== undefined) return before.gone === undefined ? { coll, rec, made, gone: true, a: before.a, old: before.old ?? {}, left: {} } : null;
  const ids = [...new Set([...Object.keys(before.a), ...Object.keys(now.a)])].filter((id) => !same(before.a[id], now.a[id]));
  if (!ids.length) return null;
  /** @param {Record<string, any> | undefined} from @param {(found: any) => any} [take] */
  const of = (from, take = (found) => found) => Object.fromEntries(ids.filter((id) => from?.[id] !== undefined).map((id) => [id, take(from?.[id])]));
  return { coll, rec, made, a: of(before.a), old: of(before.old), left: of(now.a, timeOf) };
}

/** What to join into the record, so that it is as before the act; what was written since then stays, what was erased or removed by another act, too, comes back. @param {Change} change @param {Data} here @param {(time: number) => number} later @returns {Data} */
export function back({ coll, rec, made, a, old, left }, here, later) {
  /** @type {[string, Entry][]} */
  const answers = [];
  const earlier = new Map(Object.entries(old).map(([id, entries]) => [id, entries.map((entry) => moved(entry, later(timeOf(entry))))]));
  for (const id of new Set([...Object.keys(a), ...Object.keys(left)])) {
    const [had, has] = [a[id], here.a[id]];
    if (had && (has === undefined || isMark(has) || timeOf(has) === left[id])) answers.push([id, moved(had, Math.max(later(timeOf(had)), timeOf(has) + 1))]);
    else if (!had && (id.endsWith(':del') || timeOf(has) === left[id])) answers.push([id, ['', timeOf(has) + 1]]);
    else if (readable(had) && filled(had[0])) earlier.set(id, [...(earlier.get(id) ?? []), moved(had, later(timeOf(had)))]);
  }
  return { f: FORMAT, v: VERSION, coll, rec, made, a: Object.fromEntries(answers), old: Object.fromEntries(earlier) };
}

/**
 * Once an act is undone: what a later one found of it is what was there before, and what it found of an earlier one is there again, under a newer time. So each can be undone, in whatever order.
 * @param {Change} undone @param {Record<string, Entry>} came what came back of it (`back`) @param {string} now the id of the record where that is @param {Change} other what another act did
 */
export function settle({ coll, rec, a, left }, came, now, other) {
  if (other.coll !== coll || (other.rec !== now && other.rec !== rec)) return;
  for (const id of Object.keys({ ...a, ...left })) {
    const [had, found, is] = [a[id], timeOf(other.a[id]), came[id]];
    if (!(id in other.left)) continue;
    if (other.rec === now && found === (left[id] ?? -1)) {
      if (had) other.a[id] = is ?? had;
      else delete other.a[id];
    } else if (had && is) {
      if (other.left[id] === timeOf(had)) other.left[id] = timeOf(is);
      if (found === timeOf(had)) other.a[id] = is;
    }
  }
}

/** Times after `floor`, in the order of those that they stand for: what is not newer would count as erased. @param {number} floor @param {number[]} times @returns {(time: number) => number} */
export function after(floor, times) {
  const sorted = [...new Set(times)].sort((x, y) => x - y);
  const ranks = new Map(Number(sorted[0]) > floor ? [] : sorted.map((time, index) => [time, floor + 1 + index]));
  return (time) => ranks.get(time) ?? time;
}

/** The times of all that changes keep. @param {Change[]} changes */
export const timesOf = (changes) => changes.flatMap(({ a, old }) => [...Object.values(a), ...Object.values(old).flat()].filter(readable).map(timeOf));

/** @param {unknown} entry */
const timeOf = (entry) => (readable(entry) ? entry[1] : -1);

/** @param {Entry} entry @param {number} time @returns {Entry} */
const moved = (entry, time) => (readable(entry) ? /** @type {Entry} */ ([entry[0], time, ...entry.slice(2)]) : entry);
