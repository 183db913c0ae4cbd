/** The switch between languages: it leads to the same place of the page. */

/** Where the reader is: the last part that begins above the middle of the window, by its id, which is the same in every language. */
function place() {
  if (scrollY < 50) return location.hash;
  const parts = [...document.querySelectorAll('article [id]')].filter((part) => !/^gs-\d/.test(part.id) && part.getClientRects().length);
  const above = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
  return `#${above.at(-1)?.id ?? ''}`;
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a.gs-language') : null;
  if (link instanceof HTMLAnchorElement) link.hash = place();
}, true);
