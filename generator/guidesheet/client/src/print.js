/** Paper: mirrors of what was typed, blank sheets. */

import { dateText, timeText } from './dates.js';
import { make } from './dom.js';
import { site } from './site.js';

const root = document.documentElement.classList;

/** What was typed, as text that can break across pages: a control is one box, and cut at its edge. */
function mirror() {
  for (const old of document.querySelectorAll('.gs-mirror')) old.remove();
  for (const control of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll('gs-sheet textarea, gs-sheet input, gs-sheet select'))) {
    const text = written(control);
    control.classList.toggle('gs-filled', text !== '');
    if (text) control.after(make('div', { class: 'gs-mirror', 'aria-hidden': 'true' }, text));
  }
  root.add('gs-mirrors');
}

/** Days and times in words; what was typed as text stays as it was typed. @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} control */
function written(control) {
  if (control instanceof HTMLSelectElement) return control.value ? (control.selectedOptions[0]?.textContent ?? '') : '';
  if (control.type === 'checkbox' || control.type === 'radio') return '';
  if (control.dataset.kind === 'text') return control.value.trim() && control.value;
  return control.type === 'time' ? timeText(control.value, site.lang) : dateText(control.value.trim(), 'long', site.lang);
}

function after() {
  root.remove('gs-mirrors', 'gs-print-blank');
  document.dispatchEvent(new Event('gs-print'));
  for (const old of document.querySelectorAll('.gs-mirror')) old.remove();
}

/** Also the browser's own Print. */
export function watchPrint() {
  addEventListener('beforeprint', mirror);
  addEventListener('afterprint', after);
  matchMedia('print').addEventListener('change', (event) => (event.matches ? mirror() : after()));
}

/** Also texts with answers in them go blank. */
export function printBlank() {
  root.add('gs-print-blank');
  document.dispatchEvent(new Event('gs-print'));
  print();
}

export const isBlank = () => root.contains('gs-print-blank');
