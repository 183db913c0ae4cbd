/** Half a date or a time is no answer, and browsers tell no page what it says: so the page says that it is not kept. */

import { make } from './dom.js';
import { words } from './site.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function tellHalves({ say }, sheet) {
  sheet.on(sheet, 'focusout', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.dataset.kind) return;
    const next = target.nextElementSibling;
    const note = next?.matches('.gs-half') ? next : null;
    if (!target.validity.badInput) note?.remove();
    if (note || !target.validity.badInput) return;
    const text = words('half', { label: target.dataset.q ?? '' });
    target.after(make('p', { class: 'gs-misfit gs-half' }, text));
    say(text, true);
  });
}
