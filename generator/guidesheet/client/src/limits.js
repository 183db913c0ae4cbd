/** How much room is left: said near the end only, and aloud only when that begins. Nothing is ever cut off. */

import { make } from './dom.js';
import { lengthOf } from './lengths.js';
import { words } from './site.js';

const PAUSE = 1000;

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Box */

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function count({ store, tab, say }, sheet) {
  /** What was said aloud of a box. @type {WeakMap<Element, string>} */
  const told = new WeakMap();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /** Shows how much is left. @param {Box} box @returns {string[]} whether little is left or none, and what is said */
  const show = (box) => {
    const [most, unit] = [Number(box.dataset.limit), box.dataset.unit ?? ''];
    const left = most - lengthOf(box.value, unit);
    const state = left < 0 ? 'over' : left * 5 <= most ? 'left' : '';
    const text = state && words(`${state}_${unit}`, { n: Math.abs(left), m: most, label: box.dataset.q ?? '' });
    let note = box.parentElement?.querySelector(':scope > .gs-limit');
    if (!note && text) {
      note = make('p', { class: 'gs-hint gs-limit', id: `${box.id}-left` });
      box.parentElement?.append(note);
      box.setAttribute('aria-describedby', `${box.getAttribute('aria-describedby') ?? ''} ${note.id}`.trim());
    }
    note?.classList.toggle('gs-limit--over', left < 0);
    if (note && note.textContent !== text) note.textContent = text;
    return [state, text];
  };
  const all = () => /** @type {NodeListOf<Box>} */ (sheet.querySelectorAll('[data-limit]')).forEach(show);

  sheet.on(sheet, 'input', ({ target }) => {
    if (!(target instanceof HTMLElement && target.dataset.limit)) return;
    const [state = '', text = ''] = show(/** @type {Box} */ (target));
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (state && told.get(target) !== state) say(text, true);
      told.set(target, state);
    }, PAUSE);
  });
  sheet.on(sheet, 'gs-controls', () => queueMicrotask(all));
  sheet.on(store, 'change records erased mode', () => queueMicrotask(all));
  sheet.on(tab, 'now', () => queueMicrotask(all));
  all();
}
