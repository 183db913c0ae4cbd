/** On a shared computer: a question when nobody has done anything for a while. It erases nothing by itself, and hides what is written until it is answered. */

import { dialog } from './dialog.js';
import { make } from './dom.js';
import { finishing } from './finish.js';
import { site, words } from './site.js';

/** Milliseconds. */
const [LONG, LOOK] = [600_000, 10_000];

/** @param {import('./parts.js').Core} core */
export function watchIdle(core) {
  const { store } = core;
  let last = Date.now();
  for (const type of ['keydown', 'pointerdown', 'pointermove', 'scroll', 'input']) addEventListener(type, () => (last = Date.now()), { capture: true, passive: true });
  const look = () => {
    const written = store.tabOnly && Object.keys(site.collections).some((coll) => store.records(coll).length);
    if (!written || Date.now() - last < LONG || document.querySelector('.gs-dialog--idle')) return;
    last = Date.now();
    void ask(core);
  };
  setInterval(look, LOOK);
  document.addEventListener('visibilitychange', look);
}

/** @param {import('./parts.js').Core} core */
async function ask(core) {
  const box = await dialog(words('idle_title'), [make('p', {}, words('idle_text'))],
    [finishing(core, document.querySelector('gs-sheet') ?? document.body, () => box.close())], words('idle_on'), 'gs-dialog--idle');
}
