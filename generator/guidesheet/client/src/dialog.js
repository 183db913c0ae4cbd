/** A dialog that asks one thing. */

import { button, make } from './dom.js';
import { words } from './site.js';
import { styled } from './style.js';

/**
 * Begins at *Cancel*: a key that is pressed once too often does nothing. A long one shows its beginning all the same.
 * @param {string} title @param {(Node | string)[]} text the first of them describes it @param {HTMLElement[]} buttons before *Cancel*
 * @param {string} [no] what *Cancel* is called @param {string} [look] a class
 */
export async function dialog(title, text, buttons, no = words('cancel'), look = '') {
  await styled('keep.css');
  const box = /** @type {HTMLDialogElement} */ (make('dialog', { class: `gs-dialog md-typeset ${look}`, 'aria-labelledby': 'gs-dialog-title', 'aria-describedby': 'gs-dialog-text' }));
  const cancel = button(no, () => box.close());
  cancel.autofocus = true;
  const [first] = text;
  if (first instanceof Element) first.id = 'gs-dialog-text';
  box.append(make('h2', { id: 'gs-dialog-title' }, title), ...text, make('div', { class: 'gs-dialog__buttons' }, ...buttons, cancel));
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
  box.scrollTop = 0;
  return box;
}
