/** Bits that are set with given probabilities, the same for the same seed. */
export interface RandomBits {
  /** Sets each bit of some integers, from a place on, with a probability. */
  readonly fill: (words: Int32Array, place: number, length: number, chance: number) => void;
}

/**
 * Random numbers are those of sfc32 (Doty-Humphrey's small fast counting generator, of PractRand): 128 bits of state, of which 32
 * count, so that no cycle is shorter than 2^32. How many bits are skipped until the next one is set follows a geometric
 * distribution, so that rare failures cost what they are: rare.
 */
export function randomBits(seed: number): RandomBits {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first numbers still look like the seed.
  for (let round = 0; round < 20; round += 1) {
    next();
  }
  /** Above 0 and at most 1, in steps of 2^-53. */
  const fraction = (): number =>
    ((next() >>> 5) * 67_108_864 + (next() >>> 6) + 1) / 9_007_199_254_740_992;
  return {
    fill: (words, place, length, chance) => {
      // What is likely is found by what is not.
      const isLikely = chance > 0.5;
      words.fill(isLikely ? -1 : 0, place, place + length);
      const rare = isLikely ? 1 - chance : chance;
      if (rare <= 0) {
        return;
      }
      const scale = 1 / Math.log1p(-rare);
      const end = length * 32;
      for (
        let bit = Math.floor(Math.log(fraction()) * scale);
        bit < end;
        bit += 1 + Math.floor(Math.log(fraction()) * scale)
      ) {
        const word = place + (bit >>> 5);
        words[word] = (words[word] ?? 0) ^ (1 << (bit & 31));
      }
    },
  };
}
