/** The parts of the client that are loaded on first use, from beside this script. */

import { addRecord, answer, answersAt, base, choose, current, done, earlier, publishedIn, questionsIn, questionText, recordAt, rowsIn, store, tab } from './app.js';
import { make } from './dom.js';
import { titleOf } from './elements/record.js';
import { evaluate } from './letter.js';
import { made, notice, say } from './say.js';
import { beside, words } from './site.js';

/** What a part is given of this script, so that there is one store. */
const core = { store, tab, base, load, keep, current, choose, addRecord, recordAt, titleOf, answer, earlier, answersAt, evaluate, done, rowsIn, publishedIn, questionsIn, questionText, made, notice, say };
/** @typedef {typeof core} Core */
/** @typedef {import('./elements/sheet.js').Sheet} Sheet */

/** @type {Record<string, Promise<any>>} */
const loading = {};

/** What `<name>.js` leaves behind as `guidesheet<Name>`; also where it stands in the page itself. @param {string} name @returns {Promise<any>} */
function load(name) {
  return (loading[name] ??= new Promise((resolve, reject) => {
    const part = () => /** @type {any} */ (globalThis)[`guidesheet${name}`];
    if (part()) return resolve(part());
    const script = make('script', { src: beside(`${name.toLowerCase()}.js`) });
    script.onload = script.onerror = () => {
      if (part()) return resolve(part());
      delete loading[name]; // it did not come, or another page did; it may be there the next time
      reject();
    };
    document.head.append(script);
  }));
}

/** A part that the page can do without. @param {string} name @param {unknown[]} given */
const quietly = (name, ...given) => load(name).then((part) => part(...given)).catch(() => {});

/** Answers of this site at another path. */
const elsewhere = () => quietly('Elsewhere', core);

/** A second copy that outlives a killed browser; without that part there is one. */
export const journal = () => quietly('Journal', store, elsewhere);

/** What a shared computer needs: a place that nobody finds, a question after a while, an end. */
export const shared = () => load('Shared').then((part) => part(core)).then(() => true, () => !notice(document.querySelector('gs-sheet') ?? document.body, 'shared', words('part_missing')));

/** Keeps answers in this tab only, or on the device; where that can be done. @param {boolean} tabOnly */
export async function keepInTab(tabOnly) {
  if (tabOnly) store.held ??= false;
  if (!tabOnly || (await shared())) store.setTabOnly(tabOnly);
  else {
    store.held = undefined;
    store.flush();
  }
}

/** What comes and goes with a sheet's answers; without that part everything is there. @param {Sheet} sheet */
export const live = (sheet) => quietly('Live', core, sheet);

/** What has happened since: ways back that wait, the last copy. @param {import('./dom.js').Part} host */
export const since = (host) => quietly('Since', core, host);

/** Lists that grow and are put in order. @param {Sheet} sheet */
export const lists = (sheet) => load('Lists').then((part) => part(core)).catch(() => document.querySelector('[data-kind-of=lists]') ?? notice(sheet, 'lists', words('part_missing')));

/** What is due on a day; without that part the page says nothing of it. @param {import('./elements/days.js').Days} element */
export const days = (element) => quietly('Days', core, element);

/** A way out of the page for a letter. @param {import('./elements/text.js').Letter} letter @param {string} way */
export const send = (letter, way) => load('Send').then((part) => part(core, letter, way), () => way && notice(letter, 'sent', words('part_missing')));

/**
 * Does one of what `keep.js`, `pdf.js` and `undo.js` can: `saveCopy`, `savePart`, `loadCopy`, `pdf` (the sheet's, filled in), `askErase` (one sheet's answers, or everything); erases everything also without them.
 * @param {'saveCopy' | 'savePart' | 'loadCopy' | 'pdf' | 'askErase'} act @param {Element} host @param {Element | null} [given] the sheet, or the button
 */
export async function keep(act, host, given) {
  try {
    await (await load({ askErase: 'Undo', pdf: 'Pdf' }[/** @type {string} */ (act)] ?? 'Keep'))[act](core, host, given);
  } catch {
    if (act !== 'askErase' || given) notice(host.querySelector('.gs-actions') || host, 'copy', words('part_missing'));
    else if (confirm(words('erase_last_text'))) store.eraseEverything();
  }
}
