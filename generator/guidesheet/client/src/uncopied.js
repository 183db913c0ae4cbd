/** How many answers no saved copy has. */

import { read } from './area.js';
import { seen } from './compared.js';
import { site } from './site.js';

/** When everything was saved into a copy last; 0 if never. @param {import('./store.js').Store} store */
export const lastCopied = (store) => Number(read(store.area, `${store.prefix}.backup`)) || 0;

/** @param {import('./store.js').Store} store */
export function uncopied(store) {
  const last = lastCopied(store);
  const records = Object.keys(site.collections).flatMap((coll) => store.records(coll));
  return records.reduce((sum, { a }) => sum + [...seen(a).values()].filter((entry) => entry[1] > last).length, 0);
}
