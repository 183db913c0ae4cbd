/** Once everything was erased, here or in another tab, no dialog stays open: it may show what was written, or save it. */

let begun = false;

/** @param {import('./parts.js').Core} core */
export function closeAtEnd({ store }) {
  if (begun) return;
  begun = true;
  store.addEventListener('erased', () => {
    for (const box of /** @type {NodeListOf<HTMLDialogElement>} */ (document.querySelectorAll('.gs-dialog, .gs-large'))) box.close();
  });
}
