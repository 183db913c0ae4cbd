/** The part for keeping: saving and loading a copy. Loaded on first use. */

import { loadCopy } from './load.js';
import { saveCopy, savePart } from './save.js';

/** @type {any} */ (globalThis).guidesheetKeep = { saveCopy, savePart, loadCopy };
