/** This site at other paths of the same host (FORMATS.md §4). Other sites are never looked into. */

import { keysOf, read } from './area.js';
import { parse, readable } from './record.js';
import { filled } from './values.js';

/** @typedef {import('./store.js').Store} Store */

/** The paths that have been dealt with. @param {Store} store @returns {string[]} */
function settledOf(store) {
  try {
    return [JSON.parse(read(store.shared, `${store.prefix}.moved`) ?? '[]')].flat().filter((base) => typeof base === 'string');
  } catch {
    return [];
  }
}

/** The paths with answers that nobody has decided about; workbooks, which are files and no folders, keep to themselves. @param {Store} store */
export function othersOf(store) {
  const head = store.prefix.slice(0, store.prefix.indexOf('@') + 1);
  const settled = settledOf(store);
  const bases = new Set();
  for (const key of keysOf(store.shared, head)) {
    const [, base = ''] = /^([^:]*\/):[a-z][a-z0-9_]*:[^:]+$/.exec(key.slice(head.length)) ?? [];
    if (!base || key.startsWith(store.prefix) || settled.includes(base) || bases.has(base)) continue;
    const { data } = parse(read(store.shared, key) ?? '');
    if (Object.values(data?.a ?? {}).some((entry) => readable(entry) && filled(entry[0]))) bases.add(base);
  }
  return { bases: [...bases].sort(), settled };
}
