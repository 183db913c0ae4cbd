/** The part for keeping: saving a copy, and erasing. Loaded on first use. */

import { copyOf } from './copy.js';
import { askErase } from './erase.js';

/** @param {import('./parts.js').Core} core @param {import('./copy.js').Known[]} ids */
function saveCopy({ store, site, base }, ids) {
  const now = new Date();
  const titles = Object.fromEntries(Object.entries(site.collections).map(([name, collection]) => [name, collection.title]));
  const about = { site: site.site, base, rev: site.rev, lang: site.lang, title: site.title, titles };
  const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
  download(`guidesheet-copy-${day}.json`, `${JSON.stringify(copyOf(store.everything(), ids, about, now), null, 2)}\n`);
  store.note('backup', String(now.getTime()));
}

/** @param {string} name @param {string} text */
function download(name, text) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** @type {any} */ (globalThis).guidesheetKeep = { saveCopy, askErase };
