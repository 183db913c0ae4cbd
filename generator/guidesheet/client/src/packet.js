/** The part that prints all sheets about one: they are fetched, filled in as on their own pages, printed, and taken away. Loaded on first use. */

import { make } from './dom.js';
import { styled } from './style.js';

/** @param {import('./parts.js').Core} core @param {string[]} addresses of the sheets @throws where one cannot be fetched */
async function packet({ store, load }, addresses) {
  store.flush();
  const pages = await Promise.all(addresses.map(pageOf));
  await Promise.all([...['packet.css', 'live.css', 'lists.css', 'days.css'].map(styled), ...['Live', 'Lists', 'Days'].map(load)]);
  const root = document.documentElement.classList;
  const box = make('div', { class: 'gs-packet', 'aria-hidden': 'true' }, ...pages.map(leafOf));
  document.querySelector('.md-content__inner')?.append(box);
  root.add('gs-print-packet');
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))); // the sheets have painted what they follow
  document.addEventListener('gs-print', () => {
    root.remove('gs-print-packet');
    box.remove();
  }, { once: true });
  print();
}

/** @param {string} address */
async function pageOf(address) {
  const answer = await fetch(new URL(address, document.baseURI));
  if (!answer.ok) throw new Error(address);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

/** A sheet with its title and introduction, without what paper leaves out anyway. @param {Document} page */
function leafOf(page) {
  const parts = page.querySelectorAll('#gs-title, .md-content__inner > .gs-intro, .md-content__inner > gs-sheet');
  const leaf = make('section', { class: 'gs-packet__sheet' }, ...[...parts].map((part) => document.importNode(part, true)));
  leaf.querySelectorAll('.gs-actions, .gs-status, .gs-letter__ways, script').forEach((part) => part.remove());
  return leaf;
}

/** @type {any} */ (globalThis).guidesheetPacket = packet;
