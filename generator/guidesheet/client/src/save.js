/** Saving everything, or a part of it, into a file of the reader's own. */

import { copyOf } from './copy.js';
import { button, make } from './dom.js';
import { download } from './files.js';
import { shownOn } from './owned.js';
import { isMany, site, words } from './site.js';

/** @typedef {import('./parts.js').Core} Core */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */
/** @typedef {ReturnType<Core['store']['everything']>} Kept */

/** Everything. @param {Core} core @param {Element} host */
export async function saveCopy(core, host) {
  const { store, notice } = core;
  const now = new Date();
  await save(core, store.everything(), now);
  store.note('backup', String(now.getTime()));
  document.dispatchEvent(new Event('gs-copied'));
  notice(host, 'copy', words('copy_saved'));
}

/** Asks which part: a sheet as it stands there, or one record. @param {Core} core @param {Element} host @param {Sheet | null} sheet */
export async function savePart(core, host, sheet) {
  const { store, notice, titleOf } = core;
  store.flush();
  /** @type {Map<string, () => Kept['records']>} */
  const parts = new Map(sheet ? [[words('part_sheet'), () => onSheet(core, sheet)]] : []);
  for (const coll of Object.keys(site.collections).filter(isMany)) {
    const one = site.collections[coll]?.one ?? '';
    store.records(coll).forEach((data, index) => {
      const title = `${one}: ${titleOf(coll, data.rec, index + 1)}`;
      parts.set(parts.has(title) ? `${title} (${index + 1})` : title, () => [data]);
    });
  }
  if (!parts.size) return saveCopy(core, host);
  const names = [...parts.keys()];
  const select = /** @type {HTMLSelectElement} */ (make('select', { autocomplete: 'off' }, ...names.map((name) => make('option', {}, name))));
  const act = async () => {
    const records = parts.get(names[select.selectedIndex] ?? '')?.() ?? [];
    box.close();
    await save(core, { records, newer: [], aside: [] }, new Date(), true);
    notice(host, 'copy', words('part_saved')).focus();
  };
  const { dialog } = /** @type {{ dialog: typeof import('./dialog.js').dialog }} */ (await core.load('Undo'));
  const box = await dialog(words('part_title'), [make('p', {}, words('part_text')), make('label', { class: 'gs-field' }, words('part_which'), select)], [button(words('part_save'), act, 'md-button md-button--primary gs-button')]);
}

/** The records of a sheet with what it shows of them. @param {Core} core @param {Sheet} sheet */
function onSheet(core, sheet) {
  const found = shownOn(core, sheet);
  return core.store.everything().records.flatMap((data) => {
    const ids = new Set(found.filter(({ coll, rec }) => coll === data.coll && rec === data.rec).map(({ id }) => id));
    const only = (/** @type {Record<string, any>} */ all) => Object.fromEntries(Object.entries(all).filter(([id]) => ids.has(id)));
    return ids.size ? [{ ...data, a: only(data.a), ...(data.old ? { old: only(data.old) } : {}) }] : [];
  });
}

/** @param {Core} core @param {Kept} kept @param {Date} now @param {boolean} [part] */
async function save({ base, load }, kept, now, part = false) {
  const titles = Object.fromEntries(Object.entries(site.collections).map(([name, collection]) => [name, collection.title]));
  const where = location.protocol === 'file:' ? '' : base; // a path on a disk may hold a name
  const about = { site: site.site, base: where, rev: site.rev, lang: site.lang, title: site.title, titles, part };
  const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');
  download(`guidesheet-copy-${day}.json`, `${JSON.stringify(copyOf(kept, await load('Ids'), about, now), null, 2)}\n`, 'application/json');
}
