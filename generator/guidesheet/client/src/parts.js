/** The part of the client that is loaded on first use, from beside this script. */

import { answer, base, recordAt, store } from './app.js';
import { button, make } from './dom.js';
import { notice, say } from './say.js';
import { address, site, words } from './site.js';

/** What a part is given of this script, so that there is one store. */
const core = { store, site, base, answer, recordAt, button, make, notice, say, words, saveCopy };
/** @typedef {typeof core} Core */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */
/** @typedef {{ saveCopy: (core: Core, ids: any[]) => void, askErase: (core: Core, host: Element, sheet: Sheet | null) => void }} Keep */

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** Runs one of the site's own scripts, once. @param {string} name */
function load(name) {
  let waiting = loading.get(name);
  if (!waiting) {
    waiting = new Promise((resolve, reject) => {
      const script = make('script', { src: new URL(name, address).href });
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => {
        loading.delete(name);
        reject(new Error(name));
      });
      document.head.append(script);
    });
    loading.set(name, waiting);
  }
  return waiting;
}

/** @returns {Promise<Keep>} */
const keep = () => load('keep.js').then(() => /** @type {any} */ (globalThis).guidesheetKeep);

/** Saves everything into a file of the reader's own. @param {Element} host */
export async function saveCopy(host) {
  try {
    const [part] = await Promise.all([keep(), load('ids.js')]);
    part.saveCopy(core, /** @type {any} */ (globalThis).guidesheetIds);
    notice(host, 'copy', words('copy_saved'));
  } catch {
    notice(host, 'copy', words('part_missing'));
  }
}

/** Asks, and erases one sheet's answers, or everything; that also where the part cannot be loaded. @param {Element} host @param {Sheet | null} sheet */
export async function askErase(host, sheet) {
  try {
    (await keep()).askErase(core, host, sheet);
  } catch {
    if (sheet) notice(host, 'erased', words('part_missing'));
    else if (confirm(words('erase_all_text'))) store.eraseEverything();
  }
}
