/** A day beside what is to do on it, for the record that this tab is about. */

import { button, make } from '../dom.js';
import { words } from '../site.js';
import { agree } from './agree.js';
import { dayText, dueOf, entriesOf } from './due.js';

/** @param {import('./due.js').Core} core @param {import('../elements/days.js').Days} element @returns {() => void} what shows it again */
export function one(core, element) {
  const [entry] = entriesOf(element);
  if (!entry) return () => {};
  const now = () => dueOf(core, entry, core.recordAt(element, entry.coll));
  const text = make('span', { class: 'gs-day__text' });
  const add = button(words('day_ics'), () => agree(core, element, () => [now()]), 'gs-button gs-button--quiet');
  element.prepend(text, add);
  return () => {
    const due = now();
    const said = due.day ? dayText(due) : words('day_open', { label: entry.from });
    if (text.textContent !== said) text.textContent = said;
    element.classList.toggle('gs-day--known', due.day !== '');
    add.hidden = !due.day;
  };
}
