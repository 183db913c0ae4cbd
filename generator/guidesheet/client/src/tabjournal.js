/** The journal of a workbook: only where its reader wants words to stay. One that keeps to its tab leaves nothing behind. */

import './journal.js';

/** @typedef {(store: import('./store.js').Store) => void} Journal */
const own = /** @type {{ guidesheetJournal: Journal }} */ (/** @type {unknown} */ (globalThis));
const begin = own.guidesheetJournal;
own.guidesheetJournal = (store) => (store.tabOnly ? store.addEventListener('mode', () => begin(store), { once: true }) : begin(store));
