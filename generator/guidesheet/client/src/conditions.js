/** What is shown only while a condition holds. Nothing that was typed is touched, and nothing goes while its reader is in it. */

import { json } from './dom.js';
import { holds, namesIn } from './letter.js';
import { site } from './site.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function follow({ store, tab, answersAt, done }, sheet) {
  const parts = [...sheet.querySelectorAll('[data-when]')].map((part) => ({ part, expr: json(part, 'data-when') }));
  if (!parts.length) return;
  const again = () => {
    for (const { part, expr } of parts) {
      part.classList.toggle('gs-off', !holds(expr, answersAt(part), site.lang) && !part.contains(document.activeElement));
      part.classList.toggle('gs-open', !done(namesIn(expr), part));
    }
    for (const { part } of parts) for (const heading of part.querySelectorAll(':is(h2, h3, h4, h5)[id]')) unlist(heading);
  };
  sheet.on(store, 'change records erased mode', again);
  sheet.on(tab, 'now', again);
  sheet.on(sheet, 'focusout', () => setTimeout(again));
  again();
}

/** A heading that is hidden stands in no table of contents. @param {Element} heading */
function unlist(heading) {
  for (const link of document.querySelectorAll(`nav a[href="#${heading.id}"]`)) link.closest('li')?.classList.toggle('gs-off', heading.closest('.gs-off') !== null);
}
