/** The part for a site that was moved: offers the answers that were typed when it was at another path of the same host. */

import { drop, keysOf, read, write } from './area.js';
import { erasedText, parseErased, upTo } from './erased.js';
import { newest, parse, readable } from './record.js';
import { othersOf } from './others.js';
import { words } from './site.js';

/** @typedef {import('./parts.js').Core} Core */
/** @typedef {Core['store']} Store */

/** The path as people read it. @param {string} base */
function pathOf(base) {
  try {
    return decodeURI(base);
  } catch {
    return base;
  }
}

/** The prefix of this site's keys at another path. @param {Store} store @param {string} base */
const prefixAt = (store, base) => store.prefix.replace(/@.*$/s, `@${base}:`);

/** Not offered again: they are here, or were declined. @param {Store} store @param {string} base */
const settle = (store, base) => write(store.shared, `${store.prefix}.moved`, JSON.stringify([...othersOf(store).settled, base]));

/** Joins what is there into what is here. What was erased here comes back: that is what the reader asks for. @param {Store} store @param {string} base @returns {boolean} whether there was room */
function take(store, base) {
  const from = prefixAt(store, base);
  for (const key of keysOf(store.shared, from)) {
    const raw = read(store.shared, key) ?? '';
    const here = store.prefix + key.slice(from.length);
    const { data, state } = parse(raw);
    if (state === 'ok' && data.gone === undefined && key.split(':').at(-2) === data.coll) {
      const after = store.erasedAt(data.coll, data.rec);
      for (const entry of Object.values(data.a)) if (readable(entry)) entry[1] = Math.max(entry[1], after && after + 1);
      store.restore(data, data.rec);
    } else if ((state === 'newer' || key.includes(':.aside:')) && read(store.shared, here) === null) write(store.shared, here, raw);
  }
  if (store.trouble === 'full') return false;
  settle(store, base);
  return true;
}

/** Erases what is at the other path, and leaves a mark so that nothing brings it back. @param {Store} store @param {string} base */
function eraseAt(store, base) {
  const prefix = prefixAt(store, base);
  const mark = `${prefix}.erased`;
  const keys = keysOf(store.shared, prefix);
  const records = keys.flatMap((key) => parse(read(store.shared, key) ?? '').data ?? []).filter((data) => data.a);
  write(store.shared, mark, erasedText(upTo(Math.max(newest(records), parseErased(read(store.shared, mark)).all))));
  for (const key of keys) if (key !== mark) drop(store.shared, key);
  indexedDB.deleteDatabase(prefix);
}

/** @param {Core} core */
function offer({ store, notice, keep }) {
  const host = document.querySelector('gs-sheet, gs-guide');
  if (!host || store.tabOnly) return;
  const copy = { label: words('save_copy'), act: () => void keep('saveCopy', host) };
  for (const base of othersOf(store).bases) {
    const path = pathOf(base);
    const kind = `moved ${base}`;
    const used = () => {
      if (!take(store, base)) return void notice(host, kind, words('moved_full', { path }), copy).focus();
      notice(host, kind, words('moved_here', { path }), {
        label: words('moved_erase'),
        act: () => {
          eraseAt(store, base);
          notice(host, kind, words('moved_erased', { path })).focus();
        },
      }).focus();
    };
    const box = notice(host, kind, words('moved_from', { path }), { label: words('moved_use'), act: used });
    box.querySelector('.gs-button--quiet')?.addEventListener('click', () => settle(store, base));
  }
}

/** What *Finish and erase* does not reach: whoever has no use for it any more may erase it there, too. @param {Core} core */
function offerEnd({ store, made, say }) {
  document.querySelectorAll('.gs-notice[data-kind-of^="moved "]').forEach((box) => box.remove());
  const finished = document.querySelector('.gs-notice[data-kind-of=finished]');
  for (const base of othersOf(store).bases) {
    const path = pathOf(base);
    const act = () => {
      eraseAt(store, base);
      say(words('moved_gone', { path }), true);
    };
    finished?.after(made('div', `moved ${base}`, words('moved_left', { path }), { label: words('moved_erase'), act }));
  }
}

/** @type {any} */ (globalThis).guidesheetElsewhere = (/** @type {Core} */ core, /** @type {boolean} */ ended) => (ended ? offerEnd(core) : offer(core));
