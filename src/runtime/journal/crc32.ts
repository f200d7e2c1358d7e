/** Remainders by byte of the reflected polynomial 0xEDB88320 of IEEE 802.3. */
const remainders = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = (remainder & 1) === 0 ? remainder >>> 1 : (remainder >>> 1) ^ 0xedb88320;
  }
  return remainder;
});

/** CRC-32 as zlib has it, as a number from 0 to 2^32 - 1. It finds what was written half, not what somebody forged. */
export function crc32(bytes: Uint8Array): number {
  let remainder = -1;
  for (let at = 0; at < bytes.length; at += 1) {
    // Reading beyond a table or an array is not possible here: both indexes are bounded.
    remainder = (remainder >>> 8) ^ (remainders[(remainder ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  }
  return ~remainder >>> 0;
}
