/** Saving everything into a file of the reader's own. */

import { copyOf } from './copy.js';
import { site, words } from './site.js';

/** @param {import('./parts.js').Core} core @param {Element} host */
export async function saveCopy({ store, base, load, notice }, host) {
  const now = new Date();
  const titles = Object.fromEntries(Object.entries(site.collections).map(([name, collection]) => [name, collection.title]));
  const where = location.protocol === 'file:' ? '' : base; // a path on a disk may hold a name
  const about = { site: site.site, base: where, rev: site.rev, lang: site.lang, title: site.title, titles };
  const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
  download(`guidesheet-copy-${day}.json`, `${JSON.stringify(copyOf(store.everything(), await load('Ids'), about, now), null, 2)}\n`);
  store.note('backup', String(now.getTime()));
  document.dispatchEvent(new Event('gs-copied'));
  notice(host, 'copy', words('copy_saved'));
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
