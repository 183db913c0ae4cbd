/**
 * The part for what has happened since: ways back that wait, how old the last copy is, questions that have changed or are gone; and what is
 * offered where no sheet offers it. Loaded after the start, on every page.
 */

import { beginAnew } from './anew.js';
import { keysOf } from './area.js';
import { closeAtEnd } from './ended.js';
import { tellHalves } from './halves.js';
import { lastCopy } from './lastcopy.js';
import { offerCopy } from './mailed.js';
import { offer } from './offered.js';
import { listOrphans } from './orphanlist.js';
import { tellReworded } from './reworded.js';

/** @param {import('./parts.js').Core} core @param {import('./dom.js').Part} host a sheet, or what stands at the foot of every page */
function since(core, host) {
  const { store, load } = core;
  beginAnew(core);
  closeAtEnd(core);
  const loaded = 'guidesheetUndo' in globalThis; // then one may wait that is in memory only
  if (loaded || keysOf(store.shared, `${store.prefix}.undo:`).length) void load('Undo').then(({ showUndos }) => showUndos(core));
  if (!host.isConnected) return;
  if (host.matches('gs-data')) offer(core, host);
  else {
    const sheet = /** @type {import('./elements/sheet.js').Sheet} */ (host);
    offerCopy(core, sheet);
    tellHalves(core, sheet);
    tellReworded(core, sheet);
  }
  listOrphans(core, host);
  lastCopy(core, host);
}

/** @type {any} */ (globalThis).guidesheetSince = since;
