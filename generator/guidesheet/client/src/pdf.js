/** The part that puts the reader's answers into a sheet's fillable PDF, and saves that. Loaded on first use. */

import { button, make } from './dom.js';
import { download } from './files.js';
import { answersOf } from './pdf/answers.js';
import { filling } from './pdf/filling.js';
import { updated } from './pdf/update.js';
import { words } from './site.js';

/** @typedef {import('./pdf/filling.js').Handout} Handout */

/** What the script beside a PDF tells (FORMATS.md §10), not what another one told before. @param {string} src @returns {Promise<Handout>} */
const handoutAt = (src) => new Promise((resolve, reject) => {
  const script = make('script', { src });
  script.onload = () => {
    const page = /** @type {any} */ (globalThis);
    if (page.guidesheetFields) resolve(page.guidesheetFields);
    else reject(); // it was cut off, or another page came in its place
    delete page.guidesheetFields;
  };
  script.onerror = reject;
  document.head.append(script);
});

/** Says before it saves what the PDF cannot show. @param {import('./parts.js').Core} core @param {Element} sheet @param {HTMLElement} pressed says which PDF @throws where its script cannot be loaded */
async function pdf(core, sheet, pressed) {
  const { href, pathname } = new URL(pressed.dataset.pdf ?? '', document.baseURI);
  const handout = await handoutAt(href);
  const { answers, left } = answersOf(core, sheet, handout);
  const { objects, missing, long } = filling(handout, answers);
  const save = () => {
    download(`${/[^/.]+(?=[^/]*$)/.exec(pathname)}.pdf`, updated(handout, objects), 'application/pdf');
    core.notice(pressed.parentElement ?? sheet, 'copy', words('pdf_saved') + (sheet.querySelector('gs-letter') ? ` ${words('pdf_letters')}` : '')).scrollIntoView({ block: 'nearest' });
  };
  const told = Object.entries({ pdf_missing: missing, pdf_long: long, pdf_left: left }).filter(([, list]) => list.length);
  if (!told.length) return save();
  const { dialog } = /** @type {{ dialog: typeof import('./dialog.js').dialog }} */ (await core.load('Undo'));
  const lists = told.flatMap(([key, list]) => [make('p', {}, words(key)), make('ul', {}, ...list.map((text) => make('li', {}, text)))]);
  const way = (/** @type {string} */ key, /** @type {() => void} */ act) => button(words(key), () => {
    box.close();
    act();
  });
  const box = await dialog(words('pdf_title'), [make('p', {}, words('pdf_text')), ...lists], [way('pdf_print', print), way('pdf_anyway', save)]);
}

/** @type {any} */ (globalThis).guidesheetPdf = { pdf };
