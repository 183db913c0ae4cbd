/**
 * The journal of a workbook: only where its reader wants words to stay. One that keeps to its tab leaves nothing behind.
 * Where a browser was killed before it wrote down that words stay, the journal itself says so.
 */

import './journal.js';
import { read } from './area.js';
import { vault } from './vault.js';

/** @typedef {import('./store.js').Store} Store */
/** @typedef {(store: Store) => void} Journal */
const own = /** @type {{ guidesheetJournal: Journal }} */ (/** @type {unknown} */ (globalThis));
const begin = own.guidesheetJournal;

own.guidesheetJournal = (store) => {
  if (!store.tabOnly) return begin(store);
  store.addEventListener('mode', () => begin(store), { once: true });
  void stays(store).then((words) => words && store.setTabOnly(false)).catch(() => {});
};

/** Are there words in a journal that nobody has taken back to the tab? No journal is made by asking. @param {Store} store */
async function stays(store) {
  const said = () => read(store.shared, `${store.prefix}.mode`) !== null;
  if (said() || !(await indexedDB.databases()).some(({ name }) => name === store.prefix)) return false;
  /** @type {string[]} */
  let keys = [];
  await vault(store.prefix)((texts) => void (keys = [...texts.keys()]));
  return !said() && keys.some((key) => !key.startsWith('.'));
}
