/** Erasing: always asked first, always named, never more than named. */

import { keysOf, read } from './area.js';
import { dialog } from './dialog.js';
import { button, make } from './dom.js';
import { finish } from './finish.js';
import { ownOf } from './owned.js';
import { homeOf, words } from './site.js';
import { undoable } from './undos.js';
import { filled } from './values.js';

/** @typedef {import('./owned.js').Found} Found */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */
/** @typedef {import('./parts.js').Core} Core */

/** Asks, and erases one sheet's answers, or everything. @param {Core} core @param {Element} host @param {Sheet | null} [sheet] */
export async function askErase(core, host, sheet) {
  const { store } = core;
  store.flush();
  const last = !sheet && store.tabOnly; // whoever sits there next shall find no way back
  const shared = sheet ? sharedOf(core, sheet) : [];
  const also = choices(shared);
  const act = () => {
    const ids = new Set([...box.querySelectorAll('input:checked')].map((one) => /** @type {HTMLInputElement} */ (one).value));
    box.close();
    if (sheet) eraseSheet(core, sheet, [...ownOf(core, sheet), ...shared.filter(({ id }) => ids.has(id))]);
    else if (last) finish(core, host);
    else eraseEverything(core, host);
  };
  const text = make('p', {}, words(sheet ? 'erase_sheet_text' : last ? 'erase_last_text' : 'erase_all_text'));
  const buttons = [button(words('erase_do'), act, 'md-button md-button--primary gs-button')];
  if (!sheet && !last) {
    buttons.push(button(words('finish'), () => {
      box.close();
      finish(core, host);
    }));
  }
  buttons.push(button(words('save_copy'), () => core.keep('saveCopy', host)));
  const more = sheet || last ? [] : [make('p', {}, words('erase_finish_text'))];
  const box = await dialog(words(sheet ? 'erase_sheet_title' : 'erase_all_title'), [text, ...(also ? [also] : []), ...more], buttons);
}

/** Everything, with a way back. @param {Core} core @param {Element} host */
function eraseEverything(core, host) {
  const { store } = core;
  const { records, newer } = store.everything();
  const backup = Number(read(store.area, `${store.prefix}.backup`)) || 0;
  const texts = keysOf(store.area, store.prefix).map((key) => [key.slice(store.prefix.length), read(store.area, key) ?? '']);
  undoable(core, records, () => store.eraseEverything(), {
    said: [['erased_undo']], kind: 'erased', at: {}, backup, place: (box) => host.isConnected && !host.matches('gs-data') && host.prepend(box),
    texts: Object.fromEntries(texts.filter(([end = '', text = '']) => end.startsWith('.aside:') || newer.includes(text))),
  })?.focus();
}

/** @param {Core} core @param {Sheet} sheet @param {Found[]} all */
function eraseSheet(core, sheet, all) {
  const { store } = core;
  const subjects = [...new Map(all.map(({ coll, rec }) => [`${coll}:${rec}`, { coll, rec }])).values()];
  const erase = () => {
    for (const { coll, rec } of subjects) store.erase(coll, rec, all.filter((one) => one.coll === coll && one.rec === rec).map(({ id }) => id));
  };
  const box = undoable(core, subjects, erase, { said: [['erased_sheet']], kind: 'erased', at: { sheet: sheet.dataset.sheet ?? '' } });
  (box ?? core.notice(sheet, 'erased', words('erased_sheet'))).focus();
}

/** Shared answers go only after this second, named choice. @param {Found[]} shared */
function choices(shared) {
  if (!shared.length) return null;
  const list = make('fieldset', { class: 'gs-dialog__shared' }, make('legend', {}, words('erase_shared')));
  for (const { id, question } of shared) list.append(make('label', { class: 'gs-opt' }, make('input', { type: 'checkbox', value: id, autocomplete: 'off' }), ` ${question ?? id}`));
  return list;
}

/** The shared answers that a sheet shows, where something is written. @param {Core} core @param {Sheet} sheet @returns {Found[]} */
function sharedOf({ answer, recordAt }, sheet) {
  const found = [];
  for (const [id, [control]] of sheet.controls) {
    const coll = homeOf(id);
    if (!control || !id.startsWith(`${coll}.`) || control.closest('[data-rec]')) continue;
    const rec = recordAt(sheet, coll);
    if (filled(answer(coll, rec, id))) found.push({ coll, rec, id, question: control.dataset.q ?? id });
  }
  return found;
}
