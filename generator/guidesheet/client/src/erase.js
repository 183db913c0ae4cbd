/** Erasing: always asked first, always named, never more than named. */

import { button, make } from './dom.js';
import { saveCopy } from './save.js';
import { homeOf, site, words } from './site.js';
import { filled } from './values.js';

/** @typedef {{ coll: string, rec: string, id: string, question?: string }} Found */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */
/** @typedef {import('./parts.js').Core} Core */

/** Asks, and erases one sheet's answers, or everything. @param {Core} core @param {Element} host @param {Sheet | null} sheet */
export function askErase(core, host, sheet) {
  const { store, notice, say } = core;
  store.flush();
  const dialog = /** @type {HTMLDialogElement} */ (make('dialog', { class: 'gs-dialog md-typeset', 'aria-labelledby': 'gs-dialog-title', 'aria-describedby': 'gs-dialog-text' }));
  const [own, shared] = sheet ? [ownOf(core, sheet), sharedOf(core, sheet)] : [[], []];
  dialog.append(make('h2', { id: 'gs-dialog-title' }, words(sheet ? 'erase_sheet_title' : 'erase_all_title')), make('p', { id: 'gs-dialog-text' }, words(sheet ? 'erase_sheet_text' : 'erase_all_text')));
  const also = choices(shared);
  if (also) dialog.append(also);
  const act = () => {
    const picked = new Set([...(also?.querySelectorAll('input:checked') ?? [])].map((box) => /** @type {HTMLInputElement} */ (box).value));
    if (sheet) eraseAll(core, [...own, ...shared.filter(({ id }) => picked.has(id))]);
    else store.eraseEverything();
    dialog.close();
    if (host.isConnected) notice(host, 'erased', words(sheet ? 'erased_sheet' : 'erased_all')).focus();
    else say(words('erased_all'), true);
  };
  const cancel = button(words('cancel'), () => dialog.close());
  cancel.autofocus = true; // a key that is pressed once too often erases nothing
  dialog.append(make('div', { class: 'gs-dialog__buttons' },
    button(words('erase_do'), act, 'md-button md-button--primary gs-button'),
    button(words('save_copy'), () => saveCopy(core, host)), cancel));
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

/** @param {Core} core @param {Found[]} all */
function eraseAll({ store }, all) {
  const subjects = new Map(all.map(({ coll, rec }) => [`${coll}:${rec}`, { coll, rec }]));
  for (const { coll, rec } of subjects.values()) store.erase(coll, rec, all.filter((one) => one.coll === coll && one.rec === rec).map(({ id }) => id));
}

/** A sheet's own answers, also under their earlier ids. @param {Core} core @param {Sheet} sheet @returns {Found[]} */
function ownOf({ store, recordAt }, sheet) {
  const scope = `${sheet.dataset.sheet}.`;
  const olds = new Set(Object.entries(site.was).flatMap(([id, names]) => (id.startsWith(scope) ? names : [])));
  const mine = (/** @type {string} */ id) => id.startsWith(scope) || olds.has(id.replace(/\[\d[^\]]*\]/, '[]').split(':')[0] ?? '');
  const homes = new Set([`${scope}x`, ...sheet.controls.keys()].filter((id) => id.startsWith(scope)).map(homeOf));
  return [...homes].flatMap((coll) => {
    const rec = recordAt(sheet, coll);
    return Object.keys(store.record(coll, rec).a).filter(mine).map((id) => ({ coll, rec, id }));
  });
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
