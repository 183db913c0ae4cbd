/** Erasing: always asked first, always named, never more than named. */

import { store } from './app.js';
import { button, make } from './dom.js';
import { saveCopy } from './parts.js';
import { notice, say } from './say.js';
import { words } from './site.js';

/** @typedef {{ coll: string, rec: string, id: string, question?: string }} Found */

/** Asks, and erases one sheet's answers, or everything. @param {Element} host @param {import('./elements/sheet.js').Sheet | null} sheet */
export function askErase(host, sheet) {
  store.flush();
  const dialog = /** @type {HTMLDialogElement} */ (make('dialog', { class: 'gs-dialog', 'aria-labelledby': 'gs-dialog-title' }));
  const found = sheet?.answered() ?? null;
  dialog.append(make('h2', { id: 'gs-dialog-title' }, words(found ? 'erase_sheet_title' : 'erase_all_title')), make('p', {}, words(found ? 'erase_sheet_text' : 'erase_all_text')));
  const also = found ? choices(found.shared) : null;
  if (also) dialog.append(also);
  const act = () => {
    if (found) eraseSheet(found.own, found.shared, also);
    else store.eraseEverything();
    dialog.close();
    if (host.isConnected) notice(host, 'erased', words(found ? 'erased_sheet' : 'erased_all')).focus();
    else say(words('erased_all'), true);
  };
  dialog.append(make('div', { class: 'gs-dialog__buttons' },
    button(words('erase_do'), act, 'md-button md-button--primary gs-button'),
    button(words('save_copy'), () => saveCopy(host)),
    button(words('cancel'), () => dialog.close())));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Shared answers go only after this second, named choice. @param {Found[]} shared */
function choices(shared) {
  if (!shared.length) return null;
  const list = make('fieldset', { class: 'gs-dialog__shared' }, make('legend', {}, words('erase_shared')));
  for (const { id, question } of shared) list.append(make('label', { class: 'gs-opt' }, make('input', { type: 'checkbox', value: id, autocomplete: 'off' }), ` ${question ?? id}`));
  return list;
}

/** @param {Found[]} own @param {Found[]} shared @param {Element | null} also */
function eraseSheet(own, shared, also) {
  const picked = new Set([...(also?.querySelectorAll('input:checked') ?? [])].map((box) => /** @type {HTMLInputElement} */ (box).value));
  const all = [...own, ...shared.filter(({ id }) => picked.has(id))];
  const subjects = new Map(all.map(({ coll, rec }) => [`${coll}:${rec}`, { coll, rec }]));
  for (const { coll, rec } of subjects.values()) store.erase(coll, rec, all.filter((one) => one.coll === coll && one.rec === rec).map((one) => one.id));
}
