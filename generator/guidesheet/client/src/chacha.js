/** The stream cipher ChaCha20 (RFC 8439). Pure. WebCrypto will not do: it answers later, and a page that is left has no later. */

/** "expand 32-byte k" */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
/** Columns, then diagonals. */
const ROUND = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]];
/** Which of four words takes which, and how far the third is turned. */
const STEPS = [[0, 1, 3, 16], [2, 3, 1, 12], [0, 1, 3, 8], [2, 3, 1, 7]];

/** @param {Uint32Array} state @returns {Uint8Array} 64 bytes of key stream */
function block(state) {
  const x = state.slice();
  for (let n = 0; n < 10; n++) {
    for (const quarter of ROUND) {
      for (const [a, b, c, turn] of STEPS) {
        const [i, j, k] = [quarter[a], quarter[b], quarter[c]];
        x[i] += x[j];
        const word = x[k] ^ x[i];
        x[k] = (word << turn) | (word >>> (32 - turn));
      }
    }
  }
  state.forEach((word, n) => (x[n] += word));
  return new Uint8Array(x.buffer);
}

/** Bytes, sealed or opened. @param {Uint8Array} key 32 bytes @param {Uint8Array} nonce 12 bytes, never used twice with a key @param {Uint8Array} bytes */
export function chacha20(key, nonce, bytes) {
  const words = (/** @type {Uint8Array} */ from) => new Uint32Array(from.slice().buffer);
  const state = Uint32Array.of(...CONSTANTS, ...words(key), 0, ...words(nonce));
  const out = bytes.slice();
  for (let at = 0; at < out.length; at += 64) {
    const stream = block(state);
    state[12]++;
    for (let n = 0; n < 64 && at + n < out.length; n++) out[at + n] ^= stream[n];
  }
  return out;
}
