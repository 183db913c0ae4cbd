/** The switch between languages: it leads to the same place of the page. */

/** Where the reader is: the last part that begins in the upper third of the window, by its id, which is the same in every language; or where a link led, while it can be seen. */
function place() {
  const led = document.getElementById(location.hash.slice(1))?.getBoundingClientRect();
  if (scrollY < 50 || (led && led.bottom > 0 && led.top < innerHeight)) return location.hash;
  const parts = [...document.querySelectorAll('article [id]')].filter((part) => !/^gs-/.test(part.id) && part.getClientRects().length);
  const above = parts.filter((part) => part.getBoundingClientRect().top < innerHeight / 3);
  return above.at(-1)?.id ?? '';
}

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a.gs-language') : null;
  if (link instanceof HTMLAnchorElement) link.hash = place();
}, true);
