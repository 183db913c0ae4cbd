/** The client: defines the elements. Classic script, one on every page; each element starts what it finds inside. */

import { Data } from './elements/data.js';
import { Days } from './elements/days.js';
import { Progress } from './elements/progress.js';
import { RecordChooser } from './elements/record.js';
import { Sheet } from './elements/sheet.js';
import { Letter, Out } from './elements/text.js';
import { store } from './app.js';
import { journal, shared } from './parts.js';
import { watchPrint } from './print.js';
import { site } from './site.js';

if (site.site && !customElements.get('gs-sheet')) {
  document.documentElement.classList.add('gs-js');
  watchPrint();
  if (store.local) journal();
  const hold = () => store.tabOnly && shared();
  store.addEventListener('mode', hold);
  hold();
  for (const [name, element] of Object.entries({
    'gs-record': RecordChooser, 'gs-sheet': Sheet, 'gs-letter': Letter, 'gs-out': Out, 'gs-progress': Progress, 'gs-data': Data, 'gs-day': Days,
  })) customElements.define(name, element);
}
