/** Parts of the client that are loaded on first use, from beside this script. */

import { base, store } from './app.js';
import { notice } from './say.js';
import { address, site, words } from './site.js';

/** @typedef {{ store: import('./store.js').Store, site: import('./site.js').Site, base: string }} Core */
/** @typedef {{ saveCopy: (core: Core, ids: any[]) => void }} Keep */

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/** Runs one of the site's own scripts, once. @param {string} name */
function load(name) {
  let waiting = loading.get(name);
  if (!waiting) {
    waiting = new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = new URL(name, address).href;
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

/** Saves everything into a file of the reader's own. @param {Element} host */
export async function saveCopy(host) {
  try {
    await Promise.all([load('ids.js'), load('keep.js')]);
    const page = /** @type {any} */ (globalThis);
    /** @type {Keep} */ (page.guidesheetKeep).saveCopy({ store, site, base }, page.guidesheetIds);
    notice(host, 'copy', words('copy_saved'));
  } catch {
    notice(host, 'copy', words('part_missing'));
  }
}
