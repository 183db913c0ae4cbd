/** Controls that hold answers: finding, reading, showing. */

import { make } from './dom.js';
import { site, words } from './site.js';
import { canonical, filled, localNumber } from './values.js';

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/** @typedef {import('./values.js').Value} Value */

/** @param {Element} root @returns {NodeListOf<Control>} */
export const controlsIn = (root) => root.querySelectorAll('[name][data-kind]');

/** @param {EventTarget | null} target @returns {target is Control} */
export const isControl = (target) => target instanceof HTMLElement && target.hasAttribute('data-kind') && target.hasAttribute('name');

const grows = typeof CSS !== 'undefined' && !CSS.supports('field-sizing', 'content');

/** The value that a question's controls hold together; stored keys that have no box stay. @param {Control[]} controls @param {Value} [had] @returns {Value | ''} */
export function read(controls, had) {
  const [first] = controls;
  const kind = first?.dataset.kind;
  const boxes = /** @type {HTMLInputElement[]} */ (controls);
  if (!first) return '';
  if (kind === 'tick') return boxes[0]?.checked ? true : '';
  if (kind === 'keys') {
    const keys = [...boxes.filter((box) => box.checked).map((box) => box.value), ...strangers(controls, had)];
    return keys.length ? keys : '';
  }
  if (first.type === 'radio') return boxes.find((box) => box.checked)?.value ?? '';
  return kind === 'number' ? canonical(first.value, site.lang) : first.value.replace(/\r\n?/g, '\n');
}

/** Stored keys that none of a question's boxes has. @param {Control[]} controls @param {Value} [value] @returns {string[]} */
export const strangers = (controls, value = []) => (value === true ? [] : [value].flat()).filter((key) => key && !controls.some((box) => box.value === key));

/** Shows a value; what a control cannot show is said beside it. @param {Control} control @param {Value | undefined} value */
export function show(control, value) {
  const kind = control.getAttribute('data-kind');
  if (kind === 'text' && typeof value === 'string') return place(control, value);
  if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
    const checked = Array.isArray(value) ? value.includes(control.value) : kind === 'tick' ? value === true : filled(value) && value === control.value;
    if (control.checked !== checked) control.checked = checked;
    return;
  }
  const given = value === true ? '✓' : [value ?? ''].flat().join(', ');
  const text = kind === 'number' ? localNumber(given, site.lang) : given;
  if (kind !== 'number' || canonical(control.value, site.lang) !== given) place(control, text);
  const fits = !given || control.value === text || kind === 'number';
  if (!fits || control.nextElementSibling?.classList.contains('gs-misfit')) misfit(control, fits ? '' : given, control.dataset.q);
}

/** Sets a control's text and leaves the caret where it was. @param {Control} control @param {string} text */
function place(control, text) {
  if (control.value === text) return;
  const box = /** @type {HTMLInputElement} */ (control);
  const caret = box === document.activeElement ? box.selectionStart : null;
  control.value = text;
  if (caret != null) box.setSelectionRange(caret, caret);
  if (grows) grow(control);
}

/** For browsers without `field-sizing`. @param {Element} control */
export function grow(control) {
  if (!grows || !(control instanceof HTMLTextAreaElement) || !control.value) return;
  control.style.height = 'auto';
  control.style.height = `${control.scrollHeight + 4}px`;
}

let misfits = 0;

/**
 * Says an answer that cannot be shown as one, after a control or the last of a group's options, and ties that to what has its name.
 * @param {Element} place @param {string} text @param {string} [label] @param {Element} [named]
 */
export function misfit(place, text, label = '', named = place) {
  const next = place.nextElementSibling;
  const had = next?.matches('.gs-misfit') ? next : null;
  const said = text && words('misfit', { text, label });
  if ((had?.textContent ?? '') === said) return;
  const notes = (named.getAttribute('aria-describedby') ?? '').split(' ').filter((id) => id !== had?.id);
  had?.remove();
  if (said) {
    const note = make('p', { class: 'gs-misfit', id: `gs-misfit-${misfits++}` }, said);
    place.after(note);
    notes.push(note.id);
  }
  named.setAttribute('aria-describedby', notes.join(' '));
}

/** On a shared computer no browser may offer, or write down, a reader's own words. @param {Element} root @param {boolean} off */
export function guard(root, off) {
  for (const control of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll('[data-autofill]'))) control.setAttribute('autocomplete', (!off && control.dataset.autofill) || 'off');
}
