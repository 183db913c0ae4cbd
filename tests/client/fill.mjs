/** Fills handouts in as a page does. Reads `[[script, {field: text}], …]` as JSON; writes `[{pdf in base64, missing, long}, …]`. */

import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

import { filling } from '../../generator/guidesheet/client/src/pdf/filling.js';
import { updated } from '../../generator/guidesheet/client/src/pdf/update.js';

globalThis.window = globalThis;
const done = [];
for (const [script, answers] of JSON.parse(readFileSync(0, 'utf8'))) {
  runInThisContext(script);
  const { objects, missing, long } = filling(globalThis.guidesheetFields, new Map(Object.entries(answers)));
  const bytes = await updated(globalThis.guidesheetFields, objects).arrayBuffer();
  done.push({ pdf: Buffer.from(bytes).toString('base64'), missing, long });
}
process.stdout.write(JSON.stringify(done));
