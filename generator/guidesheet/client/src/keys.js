/** Storage keys (FORMATS.md §4). */

/** The part of a path that tells one copy of a site from another. @param {string} script @param {string} root */
export const basePath = (script, root) => new URL(root, script).pathname.replaceAll(':', '%3A');

/** @param {string} siteId @param {string} base */
export const prefixOf = (siteId, base) => `guidesheet:1:${siteId}@${base}:`;

/** The last two parts of a key. @param {string} key @param {string} prefix @returns {{ coll: string, rec: string } | null} null where the key is no record of ours */
export function recordOf(key, prefix) {
  if (!key.startsWith(prefix)) return null;
  const [coll = '', rec = '', more] = key.slice(prefix.length).split(':');
  return coll && rec && more === undefined && !coll.startsWith('.') ? { coll, rec } : null;
}
