/** The script of a workbook: the client with all its parts, and what holds the sheets together. Stands in the file itself. */

import './tabjournal.js'; // before the core, which looks for it at once
import './shared.js'; // it, too
import './core.js';
import './keep.js';
import './lists.js';
import './live.js';
import './send.js';
import './days.js';
import './since.js';
import './undo.js';
import { Workbook } from './elements/workbook.js';

customElements.define('gs-workbook', Workbook);
