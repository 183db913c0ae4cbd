// Chance that is the same each time.

/** A linear congruential generator: `dice(seed)(6)` gives 0 to 5. */
export function dice(seed) {
  let now = seed;
  return (below) => {
    now = (now * 1103515245 + 12345) % 2147483648;
    return Math.floor((now / 2147483648) * below);
  };
}
