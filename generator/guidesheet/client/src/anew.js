/** After *Finish and erase* the next reader's answers are where the publisher wants them, in every tab that is open: nobody has chosen yet. */

import { drop, read } from './area.js';
import { site } from './site.js';

let begun = false;

/** @param {import('./parts.js').Core} core */
export function beginAnew({ store }) {
  if (begun || !site.mode) return;
  begun = true;
  store.addEventListener('erased', () => {
    const key = `${store.prefix}.mode`;
    if (store.tabOnly || !store.local || read(store.shared, key) !== null || !store.setTabOnly(true)) return;
    for (const area of [store.shared, store.session]) drop(area, key); // that was nobody's choice
  });
}
