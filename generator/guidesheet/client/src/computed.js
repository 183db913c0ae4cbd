/** Lines that are worked out from answers: nothing of them is stored. */

import { json, make } from './dom.js';
import { site, words } from './site.js';
import { computed } from './sums.js';

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function compute({ store, tab, answersAt }, sheet) {
  const lines = [...sheet.querySelectorAll('[data-shows]')].map((line) => ({ line, tree: json(line, 'data-shows'), note: make('p', { class: 'gs-hint gs-computed__odd' }) }));
  if (!lines.length) return;
  const again = () => {
    for (const { line, tree, note } of lines) {
      const [text, odd] = computed(tree, answersAt(line), line.closest('[lang]')?.getAttribute('lang') ?? site.lang);
      if (line.textContent !== text) line.textContent = text;
      const said = odd.length ? words('not_counted', { label: line.parentElement?.querySelector('.gs-lead')?.textContent ?? '', list: odd.join(' · ') }) : '';
      if (note.textContent !== said) note.textContent = said;
    }
  };
  for (const { line, note } of lines) line.after(note);
  sheet.on(store, 'change records erased mode', again);
  sheet.on(tab, 'now', again);
  again();
}
