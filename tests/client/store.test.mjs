// The store between two tabs: nothing lost, nothing brought back, nothing called saved that is not.

import assert from "node:assert/strict";
import { test } from "node:test";

import { deliver, holds, on, pause, PREFIX, Store, twoTabs } from "./tabs.mjs";

const ME = `${PREFIX}me:-`;
const NEWER = JSON.stringify({ f: "guidesheet", v: 9, coll: "me", rec: "-", made: 1, a: {} });

/** Tab A saves one answer, and tab B has read it. */
function withSecret() {
  const tabs = twoTabs();
  on("A", () => {
    tabs.A.set("me", "-", "me.a", "SECRET", "A");
    tabs.A.flush();
  });
  deliver();
  on("B", () => tabs.B.value("me", "-", "me.a"));
  return tabs;
}

test("answers of two tabs come together", () => {
  const { A, B } = twoTabs();
  on("A", () => A.set("me", "-", "me.a", "one", "A"));
  on("B", () => B.set("me", "-", "me.b", "two", "B"));
  on("A", () => A.flush());
  on("B", () => B.flush());
  deliver();
  assert.deepEqual([A.value("me", "-", "me.b"), B.value("me", "-", "me.a")], ["two", "one"]);
});

test("words erased in one tab do not come back with what another tab had not written yet", async () => {
  const { A, B } = withSecret();
  await pause(3);
  on("B", () => B.set("me", "-", "me.b", "typed before", "B"));
  await pause(3);
  on("A", () => A.eraseEverything());
  on("B", () => B.flush());
  assert.equal(holds(localStorage, "SECRET"), false, "not even for a moment");
  deliver();
  on("B", () => B.flush());
  assert.equal(holds(localStorage, "SECRET"), false);
});

test("tabs that each have the answers to themselves are erased too", () => {
  const { A, B, sessions } = withSecret();
  on("A", () => A.setTabOnly(true));
  deliver();
  on("A", () => A.eraseEverything());
  deliver();
  assert.equal(on("B", () => B.value("me", "-", "me.a")), undefined);
  assert.equal(sessions.B.texts.has(ME), false);
});

test("two tabs with the same earlier values in another order stop writing", async () => {
  const stored = (old) => JSON.stringify({ f: "guidesheet", v: 1, coll: "me", rec: "-", made: 1, a: { "me.a": ["1", 5], "me.b": ["1", 5] }, old });
  const { A, B } = twoTabs({ "me:-": stored({ "me.a": [["x", 1, "A"]] }) });
  on("A", () => A.value("me", "-", "me.a"));
  localStorage.texts.set(ME, stored({ "me.b": [["x", 2, "B"]] }));
  on("B", () => B.value("me", "-", "me.a"));
  on("A", () => {
    A.set("me", "-", "me.a", "2", "A");
    A.flush();
  });
  let last = 0;
  for (let round = 0; round < 5; round += 1) {
    last = deliver();
    await pause(330);
  }
  assert.equal(last, 0);
});

test("what is typed into a removed record is not called saved", () => {
  const { A } = twoTabs();
  on("A", () => {
    A.set("contact", "1mhcwg7k8a2z", "contact.name", "Ana", "Name");
    A.flush();
    A.remove("contact", "1mhcwg7k8a2z");
    let saved = 0;
    A.addEventListener("saved", () => (saved += 1));
    A.set("contact", "1mhcwg7k8a2z", "contact.name", "typed", "Name");
    A.flush();
    assert.equal(saved > 0 && !holds(localStorage, "typed"), false);
  });
});

test("answers stay on the device when there is no room in the tab", () => {
  const { A, sessions } = withSecret();
  on("A", () => {
    sessions.A.room = 40;
    A.setTabOnly(true);
  });
  assert.ok(holds(localStorage, "SECRET"), "they are nowhere");
});

test("a record of a newer version is the same after the tab mode", () => {
  const { A } = twoTabs({ "me:-": NEWER });
  on("A", () => {
    A.setTabOnly(true);
    A.setTabOnly(false);
  });
  assert.equal(localStorage.getItem(ME), NEWER);
});

test("a record that cannot be written does not keep others from being called saved", () => {
  const { A } = twoTabs({ "me:-": NEWER });
  const heard = [];
  on("A", () => {
    for (const type of ["saved", "trouble"]) A.addEventListener(type, () => heard.push(type));
    A.set("me", "-", "me.a", "1", "A");
    A.flush();
    heard.length = 0;
    A.set("contact", "1mhcwg7k8a2z", "contact.name", "Ana", "Name");
    A.flush();
  });
  assert.equal(localStorage.getItem(ME), NEWER);
  assert.ok(heard.includes("saved"));
});

test("unreadable data is set aside once, and never written over", () => {
  const { A } = twoTabs({ "me:-": '{"f":"guidesheet","v":1,"a":{"me.a":["Sa' });
  on("A", () => {
    A.set("me", "-", "me.a", "new", "A");
    A.flush();
    A.reread();
  });
  const aside = [...localStorage.texts].filter(([key]) => key.startsWith(`${PREFIX}.aside:`));
  assert.deepEqual(aside.map(([, text]) => text), ['{"f":"guidesheet","v":1,"a":{"me.a":["Sa']);
});

test("a full storage is said, and overcome when there is room again", () => {
  const { A } = withSecret();
  const heard = [];
  on("A", () => {
    A.addEventListener("trouble", (event) => heard.push(event.detail.kind));
    localStorage.room = 50;
    A.set("me", "-", "me.a", "longer ".repeat(50), "A");
    A.flush();
    localStorage.room = Infinity;
    A.flush();
  });
  assert.deepEqual(heard, ["full"]);
  assert.ok(holds(localStorage, "longer"));
});

test("a workbook keeps answers in the tab until its reader says otherwise, and then in all its tabs", () => {
  const { A, B, sessions } = twoTabs({}, "tab");
  on("A", () => {
    A.set("me", "-", "me.a", "SECRET", "A");
    A.flush();
  });
  assert.deepEqual([holds(localStorage, "SECRET"), sessions.A.texts.has(ME)], [false, true]);
  on("A", () => A.setTabOnly(false));
  deliver();
  assert.deepEqual([holds(localStorage, "SECRET"), sessions.A.texts.has(ME), B.tabOnly], [true, false, false]);
  assert.equal(on("B", () => B.value("me", "-", "me.a")), "SECRET");
  assert.equal(new Store(PREFIX, "tab").tabOnly, false, "the next one, too");
  on("B", () => B.setTabOnly(true));
  deliver();
  assert.deepEqual([holds(localStorage, "SECRET"), A.tabOnly], [false, true]);
});

test("where no answer was given to that, a site keeps answers on the device", () => {
  for (const [usual, mode, tabOnly] of [[undefined, undefined, false], [undefined, "tab", true], [undefined, "device", false], ["tab", undefined, true], ["tab", "tab", true], ["tab", "device", false]]) {
    const { A } = twoTabs(mode ? { ".mode": mode } : {}, usual);
    assert.equal(A.tabOnly, tabOnly, `${usual} ${mode}`);
  }
});

test("what was erased, and then written anew, does not come back from the earlier values of a tab that slept", () => {
  const stored = { f: "guidesheet", v: 1, coll: "me", rec: "-", made: 1, a: { "me.a": ["one", 5, "A"] }, old: { "me.a": [["SECRET", 4, "A"]] } };
  const { A, B } = twoTabs({ "me:-": JSON.stringify(stored) });
  on("B", () => B.value("me", "-", "me.a"));
  on("A", () => {
    A.erase("me", "-", ["me.a"]);
    A.set("me", "-", "me.a", "anew", "A");
    A.flush();
  });
  on("B", () => {
    B.reread();
    B.set("me", "-", "me.b", "more", "B");
    B.flush();
  });
  assert.deepEqual([B.value("me", "-", "me.a"), holds(localStorage, "SECRET"), holds(localStorage, '"one"')], ["anew", false, false]);
});

test("words of another tab that were replaced knowingly are not kept as lost ones when they are heard of late", () => {
  const { A, B } = withSecret();
  on("B", () => B.set("me", "-", "me.b", "B writes the record again", "B"));
  on("B", () => B.flush());
  on("A", () => {
    A.erase("me", "-", ["me.a"]);
    A.set("me", "-", "me.a", "anew", "A");
  });
  deliver();
  on("A", () => A.flush());
  assert.equal(holds(localStorage, "SECRET"), false);
});

test("earlier values of a shape that nobody knows break nothing", () => {
  const shapes = [5, [], { "me.a": 7 }, { "me.a": { x: 1 } }, { "me.a": [null, 3] }, { "me.b": 7 }];
  for (const [entry, old] of shapes.flatMap((shape) => [[["", 5], shape], [["one", 5, "A"], shape]])) {
    const stored = JSON.stringify({ f: "guidesheet", v: 1, coll: "me", rec: "-", made: 1, a: { "me.a": entry }, old });
    const { A, B } = twoTabs({ "me:-": stored });
    on("B", () => B.value("me", "-", "me.a"));
    on("A", () => {
      A.set("me", "-", "me.a", "WORD", "A");
      A.flush();
      A.erase("me", "-", ["me.a"]);
      A.set("me", "-", "me.a", "MORE", "A");
      A.flush();
    });
    deliver();
    assert.equal(on("B", () => B.value("me", "-", "me.a")), "MORE", JSON.stringify(old));
  }
});
