/** Is there an answer that no saved copy has? */

import { read } from './area.js';
import { readable } from './record.js';
import { site } from './site.js';
import { filled } from './values.js';

/** @param {import('./store.js').Store} store */
export function uncopied(store) {
  const last = Number(read(store.area, `${store.prefix}.backup`)) || 0;
  const late = (/** @type {unknown} */ entry) => readable(entry) && filled(entry[0]) && entry[1] > last;
  return Object.keys(site.collections).some((coll) => store.records(coll).some(({ a }) => Object.values(a).some(late)));
}
