/** The part for a shared computer: where this tab's answers are, what it asks, and how one ends. Loaded while answers are kept in the tab only, or shall be. */

import { read } from './area.js';
import { button, make } from './dom.js';
import { askFinish } from './finish.js';
import { watchIdle } from './idle.js';
import { hold } from './sealed.js';
import { site, words } from './site.js';

/** @typedef {import('./parts.js').Core} Core */

let begun = false;

/** Has nobody said yet whose computer this is? @param {Core['store']} store */
const unasked = (store) => site.ask === true && store.local !== null && read(store.shared, `${store.prefix}.mode`) === null;

/** The question whose computer this is, before the first field. @param {Core} core @param {Element} keep */
function ask({ store }, keep) {
  const box = keep.querySelector('[data-do=mode]')?.closest('label');
  const had = keep.querySelector('.gs-ask');
  if (box instanceof HTMLElement) box.style.display = unasked(store) ? 'none' : '';
  if (!unasked(store)) had?.remove();
  else if (!had) {
    const choice = (/** @type {string} */ label, /** @type {boolean} */ tabOnly) => button(words(label), () => store.setTabOnly(tabOnly));
    keep.append(make('div', { class: 'gs-ask', role: 'group', 'aria-label': words('whose') },
      make('p', {}, words('whose')), make('div', { class: 'gs-actions' }, choice('whose_own', false), choice('whose_others', true))));
  }
}

/** *Finish and erase* beside what says where answers are, while they are in the tab. @param {Core} core */
function offer(core) {
  for (const place of document.querySelectorAll('.gs-keep, gs-data .gs-actions')) {
    if (place.matches('.gs-keep')) ask(core, place);
    const had = place.querySelector('.gs-finish');
    if (!core.store.tabOnly || unasked(core.store)) had?.remove();
    else if (!had) place.append(button(words('finish'), () => askFinish(core, place.closest('gs-sheet') ?? place), 'md-button gs-button gs-finish'));
  }
}

/** What was kept on this device before may remain for a while. @param {Core} core @param {boolean} written */
function later({ store, notice }, written) {
  const sheet = document.querySelector('gs-sheet');
  document.querySelector('.gs-notice[data-kind-of=later]')?.remove();
  if (store.tabOnly && written && sheet) notice(sheet, 'later', words('later'));
}

/** Another site would get this tab; there, nothing of it is lost in a tab of its own. @param {Core['store']} store @param {MouseEvent} event */
function follow(store, event) {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || !store.tabOnly || !/^https?:$/.test(link.protocol) || link.host === location.host) return;
  link.target = '_blank';
  link.rel = 'noopener';
}

/** Once for each page that comes; what is for good, only once. @param {Core} core */
function share(core) {
  const { store } = core;
  if (!begun) {
    begun = true;
    hold(store);
    store.addEventListener('mode', (event) => later(core, /** @type {CustomEvent} */ (event).detail.had));
    for (const type of ['mode', 'records']) store.addEventListener(type, () => offer(core));
    document.addEventListener('click', (event) => follow(store, event), true);
    watchIdle(core);
  }
  offer(core);
}

/** @type {any} */ (globalThis).guidesheetShared = share;
