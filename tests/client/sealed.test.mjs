// What a tab keeps for itself: nothing readable is written down, and its next page has every word.

import assert from "node:assert/strict";
import { createCipheriv } from "node:crypto";
import { test } from "node:test";

import { dice } from "./dice.mjs";
import { holds, nextPage, on, PREFIX, twoTabs } from "./tabs.mjs";
import { chacha20 } from "../../generator/guidesheet/client/src/chacha.js";

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16));
const hex = (from) => Buffer.from(from).toString("hex");

test("the cipher is that of RFC 8439", () => {
  const key = Uint8Array.from({ length: 32 }, (_, n) => n);
  const stream = chacha20(bytes("00".repeat(32)), bytes("00".repeat(12)), new Uint8Array(128)); // appendix A.1, #1 and #2
  assert.equal(hex(stream.slice(0, 32)), "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7");
  assert.equal(hex(stream.slice(64, 96)), "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed");
  const second = chacha20(key, bytes("000000090000004a00000000"), new Uint8Array(128)).slice(64); // section 2.3.2
  assert.equal(hex(second.slice(0, 16)), "10f1e7e4d13b5915500fdd1fa32071c4");
});

test("it does as OpenSSL's on texts of any length", () => {
  const chance = dice(5);
  for (let round = 0; round < 200; round++) {
    const given = (length) => Uint8Array.from({ length }, () => chance(256));
    const [key, nonce, text] = [given(32), given(12), given(chance(300))];
    const theirs = createCipheriv("chacha20", key, Buffer.concat([Buffer.alloc(4), nonce])).update(text);
    assert.equal(hex(chacha20(key, nonce, text)), hex(theirs));
    assert.equal(hex(chacha20(key, nonce, theirs)), hex(text));
  }
});

/** A tab that keeps to itself, with one answer. */
function secret() {
  const tabs = twoTabs({ ".mode": "tab" });
  on("A", () => {
    tabs.A.set("me", "-", "me.a", "SECRET ñ 漢字", "A");
    tabs.A.flush();
  });
  return tabs;
}

test("nothing of it can be read in any storage, and the tab's next page has it", () => {
  const { sessions } = secret();
  assert.ok([...sessions.A.texts.keys()].some((key) => key.endsWith("me:-")));
  for (const word of ["SECRET", "me.a", "guidesheet\""]) assert.deepEqual([holds(sessions.A, word), holds(localStorage, word)], [false, false], word);
  assert.equal(nextPage("A").value("me", "-", "me.a"), "SECRET ñ 漢字");
});

test("the same words look different each time they are written", () => {
  const { A, sessions } = secret();
  const first = sessions.A.texts.get(`${PREFIX}me:-`);
  on("A", () => A.reread());
  on("A", () => {
    A.set("me", "-", "me.b", "more", "B");
    A.flush();
    A.erase("me", "-", ["me.b"]);
  });
  const second = sessions.A.texts.get(`${PREFIX}me:-`);
  assert.notEqual(first.slice(0, 24), second.slice(0, 24));
});

test("a tab that was closed and brought back has nothing, and throws away what it cannot read", () => {
  const { sessions } = secret();
  const back = nextPage("A", { named: false });
  assert.equal(on("A", () => back.value("me", "-", "me.a")), undefined);
  assert.deepEqual([...sessions.A.texts.keys()].filter((key) => key.endsWith("me:-")), []);
});

test("what an earlier version wrote into the tab as it was typed is kept, and sealed", () => {
  const { sessions } = twoTabs({ ".mode": "tab" });
  sessions.A.texts.set(`${PREFIX}me:-`, JSON.stringify({ f: "guidesheet", v: 1, coll: "me", rec: "-", made: 1, a: { "me.a": ["SECRET", 5] } }));
  const next = nextPage("A");
  assert.equal(on("A", () => next.value("me", "-", "me.a")), "SECRET");
  assert.equal(holds(sessions.A, "SECRET"), false);
});

test("words that go back to the device are there, and no longer in the tab", () => {
  const { A, sessions } = secret();
  on("A", () => A.setTabOnly(false));
  assert.ok(holds(localStorage, "SECRET"));
  assert.deepEqual([...sessions.A.texts.keys()].filter((key) => key.endsWith("me:-")), []);
});

test("a tab without room says so, and calls nothing saved", () => {
  const { A, sessions } = secret();
  const heard = [];
  on("A", () => {
    for (const type of ["saved", "trouble"]) A.addEventListener(type, () => heard.push(type));
    sessions.A.room = 100;
    A.set("me", "-", "me.b", "long ".repeat(100), "B");
    A.flush();
  });
  assert.deepEqual(heard, ["trouble"]);
});
