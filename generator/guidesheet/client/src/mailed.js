/** When a letter goes out, its writer may not come back for a week: the moment to save a copy. */

import { words } from './site.js';
import { uncopied } from './uncopied.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function offerCopy(core, sheet) {
  const { store, notice, keep } = core;
  sheet.on(sheet, 'change', ({ target }) => {
    const letter = target instanceof HTMLInputElement && target.value ? target.closest(`gs-letter[data-sent="${target.name}"]`) : null;
    if (letter && uncopied(store)) notice(letter, 'mailed', words('mailed_copy'), { label: words('save_copy'), act: () => void keep('saveCopy', sheet) });
  });
}
