/** The end on a shared computer: everything is erased for good, and what no page can clear is said. */

import { drop } from './area.js';
import { dialog } from './dialog.js';
import { button, make } from './dom.js';
import { site, words } from './site.js';

/** @typedef {import('./parts.js').Core} Core */

/** Asks once, and finishes. @param {Core} core @param {Element} host */
export async function askFinish(core, host) {
  const box = await dialog(words('finish_title'), [make('p', {}, words('finish_text'))], [
    finishing(core, host, () => box.close()),
    button(words('save_copy'), () => core.keep('saveCopy', host)),
  ]);
}

/** The button that finishes. @param {Core} core @param {Element} host @param {() => void} before */
export const finishing = (core, host, before) => button(words('finish'), () => {
  before();
  finish(core, host);
}, 'md-button md-button--primary gs-button');

/** Erases everything, and says what is left to do. @param {Core} core @param {Element} host */
export function finish(core, host) {
  const { store, notice, load } = core;
  const device = !store.tabOnly;
  if (site.mode) for (const area of [store.shared, store.session]) drop(area, `${store.prefix}.mode`); // see `anew.js`
  store.eraseEverything();
  notice(host.isConnected ? host : document.body, 'finished', words('finished')).focus();
  if (device && site.root) load('Elsewhere').then((part) => part(core, true)).catch(() => {}); // a workbook keeps to itself
}
