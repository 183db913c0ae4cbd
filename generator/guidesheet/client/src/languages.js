/** The switch between languages: it leads to the same place of the page. */

document.addEventListener('click', (event) => {
  const link = event.target instanceof Element ? event.target.closest('a.gs-language') : null;
  if (link instanceof HTMLAnchorElement) link.hash = location.hash;
}, true);
