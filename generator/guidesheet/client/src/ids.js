// The grammar of ids (FORMATS.md §1), and minting.

const NAME = "[a-z][a-z0-9_]*";
const MINTED = "[0-9][a-z0-9]{3,31}";
const ID = new RegExp(`^(${NAME})\\.(${NAME})(?:\\[(${NAME}|${MINTED})\\](?:\\.(${NAME}))?)?(?::(${NAME}))?$`);
const WHOLE_NAME = new RegExp(`^${NAME}$`);
const RECORD = new RegExp(`^(?:-|${MINTED})$`);
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

/**
 * The parts of an answer id, or null where it is none. `block` is scope and item, `place` all but the part.
 * @param {string} id
 */
export function parseId(id) {
  const found = ID.exec(id);
  if (!found) return null;
  const [, scope, item, row = "", column = "", part = ""] = found;
  return { scope, item, row, column, part, block: `${scope}.${item}`, place: part ? id.slice(0, -part.length - 1) : id };
}

/** @param {string} text */
export const isName = (text) => WHOLE_NAME.test(text);

/** A record id: `-`, or minted. @param {string} text */
export const isRecordId = (text) => RECORD.test(text);

/** A new minted id: one digit, seven digits or letters. */
export function mint() {
  let id = "";
  while (id.length < 8) {
    const limit = id ? 36 : 10;
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    // The bytes above the last whole multiple are thrown away, so that each letter is equally likely.
    if (byte < 256 - (256 % limit)) id += LETTERS[byte % limit];
  }
  return id;
}
