/** Once everything was erased, here or in another tab, no dialog stays open: it may show what was written, or save it. Nor does what was said to its reader of a letter or a day. */

let begun = false;

/** @param {import('./parts.js').Core} core */
export function closeAtEnd({ store }) {
  if (begun) return;
  begun = true;
  store.addEventListener('erased', () => {
    for (const box of /** @type {NodeListOf<HTMLDialogElement>} */ (document.querySelectorAll('.gs-dialog, .gs-large'))) box.close();
    document.querySelectorAll(':is(gs-letter, gs-day) .gs-notice').forEach((box) => box.remove());
  });
}
