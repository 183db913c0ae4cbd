// What FORMATS.md promises, from the golden files that the Python tests read too.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { isAnswer, mint } from "../../generator/guidesheet/client/src/ids.js";
import { basePath, prefixOf, recordOf } from "../../generator/guidesheet/client/src/keys.js";
import { evaluate, plainText } from "../../generator/guidesheet/client/src/letter.js";
import { dropErased, join, parse, text } from "../../generator/guidesheet/client/src/record.js";
import { canonical, filled, localNumber } from "../../generator/guidesheet/client/src/values.js";

const golden = (name) => JSON.parse(readFileSync(new URL(`../formats/${name}.json`, import.meta.url), "utf8"));
const whole = (part) => ({ f: "guidesheet", v: 1, coll: "me", rec: "-", ...part });
const record = (part) => parse(JSON.stringify(whole(part))).data;
const plain = (data) => JSON.parse(text(data));

test("ids are of the grammar", () => {
  const { valid, invalid, records } = golden("ids");
  for (const id of valid) assert.equal(isAnswer(id), true, id);
  for (const id of invalid) assert.equal(isAnswer(id), false, id);
  const [row, later] = [mint(1795453579145), mint(1795453579146)];
  assert.ok(isAnswer(`x.y[${row}].z`) && row < later && row.length === 12);
  assert.ok(records.valid.length);
});

test("keys name the site's folder and the record", () => {
  const { base, keys, no_records } = golden("keys");
  for (const one of base) assert.equal(basePath(one.script, one.root), one.base);
  for (const one of keys) assert.deepEqual(recordOf(one.key, prefixOf(one.site, one.base)), { coll: one.coll, rec: one.rec });
  for (const one of no_records) assert.equal(recordOf(one.key, prefixOf(one.site, one.base)), null, one.key);
});

test("numbers are read and shown as the language writes them", () => {
  const { numbers, shown } = golden("values");
  for (const one of numbers) assert.equal(canonical(one.typed, one.lang), one.stored, `${one.lang} ${one.typed}`);
  for (const one of shown) assert.equal(localNumber(one.stored, one.lang), one.typed);
});

test("an answer is filled or empty", () => {
  for (const [value, expected] of golden("values").filled) assert.equal(filled(value), expected, JSON.stringify(value));
});

for (const one of golden("letters")) {
  test(`letter: ${one.name}`, () => {
    const answers = {
      value: (id) => one.answers[id],
      column: (place, column) => one.columns?.[`${place}.${column}`] ?? [],
      starred: (place) => one.starred?.[place] ?? [],
    };
    const pieces = evaluate(one.tree, answers, one.lang).map((piece) => piece.slice(0, 2));
    assert.deepEqual(pieces, one.pieces);
    if (one.text !== undefined) assert.equal(plainText(pieces), one.text);
  });
}

test("a stored text is a record, of a newer version, or unread", () => {
  const state = { record: "ok", newer: "newer", unread: "bad" };
  for (const one of golden("records").parse) assert.equal(parse(one.raw).state, state[one.is], one.raw);
});

test("what is not understood is carried through byte for byte", () => {
  for (const raw of golden("records").carried) assert.equal(text(parse(raw).data), raw);
});

for (const one of golden("records").join) {
  test(`join: ${one.name}`, () => {
    for (const [first, second] of [[one.x, one.y], [one.y, one.x]]) {
      const mine = record(first);
      join(mine, record(second));
      assert.deepEqual(plain(mine), whole(one.both));
      assert.deepEqual(join(mine, record(one.both)), { changed: [], ahead: false });
    }
  });
}

test("answers that are not newer than an erasing go", () => {
  for (const one of golden("records").erased) {
    const data = record(one.x);
    dropErased(data, one.time);
    assert.deepEqual(plain(data), whole(one.left));
  }
});
