/** The part for lists that grow and are put in order. Loaded on sheets that have some. */

import { Listing } from './lists/listing.js';
import { Order } from './lists/order.js';
import { Rows } from './lists/rows.js';
import { Show } from './lists/show.js';
import { styled } from './style.js';

/** @param {import('./parts.js').Core} core */
function lists(core) {
  void styled('lists.css');
  core.load('Undo').catch(() => {}); // a removal waits for nothing
  if (customElements.get('gs-rows')) return;
  Listing.core = core;
  for (const [name, element] of Object.entries({ 'gs-rows': Rows, 'gs-show': Show, 'gs-order': Order })) customElements.define(name, element);
}

/** @type {any} */ (globalThis).guidesheetLists = lists;
