/** What only paper leaves out: questions that the reader did not pick. */

/** @param {import('./parts.js').Core} core @param {import('./elements/sheet.js').Sheet} sheet */
export function choosePaper({ store, tab, done }, sheet) {
  const blocks = [...sheet.querySelectorAll('[data-paper=starred]')];
  if (!blocks.length) return;
  const again = () => {
    for (const block of blocks) {
      const asked = [...block.querySelectorAll('[data-ask]')].map((item) => ({ item, starred: done([`${item.getAttribute('data-ask')}:star`], item) }));
      const some = asked.some(({ starred }) => starred);
      for (const { item, starred } of asked) item.classList.toggle('gs-left-out', some && !starred && !asked.some((other) => other.starred && item.contains(other.item)));
    }
  };
  sheet.on(sheet, 'gs-controls', again);
  sheet.on(store, 'change records erased mode', again);
  sheet.on(tab, 'now', again);
  again();
}
