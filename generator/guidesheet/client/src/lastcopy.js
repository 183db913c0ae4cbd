/** A quiet line below the buttons: when everything was saved into a copy last, and how much has come since. */

import { dayText } from './daytext.js';
import { make } from './dom.js';
import { words } from './site.js';
import { styled } from './style.js';
import { lastCopied, uncopied } from './uncopied.js';

/** @param {import('./parts.js').Core} core @param {import('./dom.js').Part} host a sheet, or what has the buttons on other pages */
export function lastCopy({ store }, host) {
  const again = () => {
    const row = host.querySelector(host.matches('gs-data') ? '.gs-actions' : '.gs-actions:has([data-do=copy])');
    if (!row) return;
    const [last, n] = [lastCopied(store), uncopied(store)];
    const slots = { n, day: last ? dayText(last) : words('copied_never') };
    const text = !last && !n ? '' : words(n === 1 ? 'copied_one' : n ? 'copied' : 'copied_none', slots);
    let line = row.querySelector('.gs-last');
    if (!line && text) {
      void styled('since.css');
      line = make('p', { class: 'gs-hint gs-last' });
      row.append(line);
    }
    if (line && line.textContent !== text) line.textContent = text;
  };
  host.on(store, 'saved erased records mode', () => queueMicrotask(again));
  host.on(document, 'gs-copied', again);
  again();
}
