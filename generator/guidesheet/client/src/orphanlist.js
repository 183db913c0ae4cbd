/** The list of orphans at the end of a sheet, and on pages that are no sheets: to be copied, or removed. */

import { copyText } from './clipboard.js';
import { button, make } from './dom.js';
import { homeless, orphansOf } from './orphans.js';
import { isMany, words } from './site.js';
import { styled } from './style.js';

/** @typedef {import('./parts.js').Core} Core */
/** @typedef {import('./orphans.js').Orphan} Orphan */

/** @param {Core} core @param {import('./dom.js').Part} host */
export function listOrphans(core, host) {
  const { store, tab } = core;
  const sheet = host.matches('gs-sheet') ? /** @type {import('./elements/sheet.js').Sheet} */ (host) : null;
  let [asked, shown] = [0, '[]'];
  const again = async () => {
    const turn = ++asked;
    const found = await (sheet ? orphansOf(core, sheet) : document.querySelector('gs-sheet') ? Promise.resolve([]) : homeless(core)).catch(() => []);
    const text = JSON.stringify(found);
    if (turn !== asked || text === shown || !host.isConnected) return;
    shown = text;
    show(core, host, found);
  };
  host.on(store, 'saved records erased mode', () => queueMicrotask(again));
  host.on(tab, 'now', () => queueMicrotask(again));
  host.on(host, 'gs-controls', () => queueMicrotask(again));
  void again();
}

/** @param {Core} core @param {import('./dom.js').Part} host @param {Orphan[]} found */
function show(core, host, found) {
  host.querySelector(':scope > .gs-orphans')?.remove();
  if (!found.length) return;
  void styled('since.css');
  const list = make('ul', {}, ...found.map((one) => item(core, host, one)));
  const part = make('section', { class: 'gs-orphans', 'aria-label': words('orphans') }, make('h2', {}, words('orphans')), make('p', { class: 'gs-hint' }, words('orphans_text')), list);
  const foot = host.querySelector(':scope > .gs-actions');
  if (foot) foot.before(part);
  else host.append(part);
}

/** @param {Core} core @param {import('./dom.js').Part} host @param {Orphan} one */
function item(core, host, one) {
  const { say } = core;
  const { question, text } = one;
  const copy = button(words('orphan_copy'), async () => say(words((await copyText(`${question}\n${text}`)) ? 'orphan_copied' : 'orphan_not_copied'), true));
  const remove = button(words('orphan_remove'), () => void take(core, host, one), 'gs-button gs-button--quiet');
  for (const one of [copy, remove]) one.setAttribute('aria-label', `${one.textContent}: ${question}`);
  return make('li', {}, make('p', { class: 'gs-orphans__q' }, about(core, host, one), question), make('p', { class: 'gs-orphans__a' }, text), make('div', { class: 'gs-row__buttons' }, copy, remove));
}

/** Whom it is about, where the page is about nobody. @param {Core} core @param {import('./dom.js').Part} host @param {Orphan} one */
function about({ store, titleOf }, host, { coll, rec }) {
  if (host.matches('gs-sheet') || !isMany(coll)) return '';
  const number = store.records(coll).findIndex((data) => data.rec === rec) + 1;
  return `${titleOf(coll, rec, number)} · `;
}

/** @param {Core} core @param {import('./dom.js').Part} host @param {Orphan} one */
async function take(core, host, { coll, rec, id, question }) {
  const { store, load, notice } = core;
  /** @type {{ undoable: typeof import('./undos.js').undoable } | null} */
  const part = await load('Undo').catch(() => null);
  if (!part) return void notice(host, 'part', words('part_missing'));
  const place = new Comment();
  host.querySelector(':scope > .gs-orphans')?.after(place);
  part.undoable(core, [{ coll, rec }], () => store.erase(coll, rec, [id]), {
    said: [['removed', { name: question }]], kind: 'removed', at: host.dataset.sheet ? { sheet: host.dataset.sheet } : {}, place: (box) => place.replaceWith(box),
  })?.focus();
  place.remove();
}
