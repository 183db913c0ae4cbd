// The names of storage keys (FORMATS.md §4).

import { isName, isRecordId } from "./ids.js";

/**
 * The path of the folder that holds the root language's site.
 * @param {string} script  address of the core script
 * @param {string} root  from the script's folder to that folder
 */
export function basePath(script, root) {
  const path = new URL(root || ".", script).pathname.replace(/:/g, "%3A");
  return path.endsWith("/") ? path : `${path}/`;
}

/** What every key of a site begins with. @param {string} site @param {string} base */
export const prefixOf = (site, base) => `guidesheet:1:${site}@${base}:`;

/** @param {string} prefix @param {string} coll @param {string} rec */
export const recordKey = (prefix, coll, rec) => `${prefix}${coll}:${rec}`;

/**
 * Which record a key holds, or null where it holds none.
 * @param {string} prefix @param {string} key
 */
export function recordOf(prefix, key) {
  const [rec, coll, ...rest] = key.split(":").reverse();
  const own = `${[...rest].reverse().join(":")}:` === prefix;
  return own && isName(coll) && isRecordId(rec) ? { coll, rec } : null;
}
