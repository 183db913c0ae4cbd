/** Records at a glance: a table of what their cards hold, on screens that are wide enough for one. */

import { button, make } from '../dom.js';
import { site } from '../site.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * Makes the table anew where something in it is another than before; there is none for less than two records, and no column without an answer.
 * @param {HTMLElement} rows the element around the cards @param {HTMLElement[]} items @param {string} title answer id of what a record is called @param {(index: number) => string} called
 */
export function overview(rows, items, title, called) {
  const names = namesIn(rows).filter(([id]) => id !== title);
  const cells = items.map((item) => names.map(([id]) => said(item, id)));
  const used = names.map((_, n) => cells.some((row) => row[n])).flatMap((some, n) => (some ? [n] : []));
  const lines = items.map((_, index) => [called(index), ...used.map((n) => cells[index]?.[n] ?? '')]);
  const key = JSON.stringify(lines);
  const had = rows.querySelector(':scope > .gs-log');
  if (items.length > 1 && had?.getAttribute('data-key') === key) return;
  had?.remove();
  if (items.length < 2) return;
  const heads = [namesIn(rows).find(([id]) => id === title)?.[1] ?? '', ...used.map((n) => names[n]?.[1] ?? '')];
  const table = make('table', {},
    make('thead', {}, make('tr', {}, ...heads.map((text) => make('th', { scope: 'col' }, text)))),
    make('tbody', {}, ...lines.map(([name = '', ...texts], index) => make('tr', {},
      make('th', { scope: 'row' }, button(name, () => go(items[index]), 'gs-button gs-button--quiet')), ...texts.map((text) => make('td', {}, text))))));
  rows.prepend(make('div', { class: 'gs-log', 'data-key': key, tabindex: '0', role: 'group', 'aria-label': rows.closest('section')?.querySelector('h2, h3, h4')?.textContent ?? '' }, table));
}

/** The shared fields of a card, with their labels. @param {Element} rows @returns {[id: string, label: string][]} */
function namesIn(rows) {
  const template = /** @type {HTMLTemplateElement | null} */ (rows.querySelector(':scope > template'));
  const found = new Map();
  for (const control of template?.content.querySelectorAll('[name][data-kind]') ?? []) {
    const id = control.getAttribute('name') ?? '';
    if (!id.includes(':') && !found.has(id)) found.set(id, control.getAttribute('data-q') ?? '');
  }
  return [...found];
}

/** What a card's controls say of an answer. @param {Element} item @param {string} id */
function said(item, id) {
  const controls = /** @type {NodeListOf<Control>} */ (item.querySelectorAll(`[name="${id}"]`));
  const texts = [...controls].map((control) => {
    if (control instanceof HTMLSelectElement) return control.value && control.value !== 'other' ? (control.selectedOptions[0]?.textContent ?? '') : control.value;
    if (control.type === 'radio' || control.type === 'checkbox') return /** @type {HTMLInputElement} */ (control).checked ? (control.value === 'other' ? 'other' : (control.closest('label')?.textContent ?? '')) : '';
    const when = control instanceof HTMLInputElement && /^(date|time)$/.test(control.type) ? control.valueAsDate : null;
    return when ? new Intl.DateTimeFormat([site.lang, 'en'], { ...(control.type === 'date' ? { dateStyle: 'medium' } : { timeStyle: 'short' }), timeZone: 'UTC' }).format(when) : control.value;
  }).map((text) => (text === 'other' ? (/** @type {HTMLInputElement | null} */ (item.querySelector(`[name="${id}:other"]`))?.value ?? '') : text.trim()));
  return texts.filter(Boolean).join(', ');
}

/** @param {Element | undefined} item */
const go = (item) => /** @type {HTMLElement | null | undefined} */ (item?.querySelector('[data-kind]'))?.focus();
