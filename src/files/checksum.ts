/** CRC-32 tables for eight bytes at a time. */
let tables: readonly Int32Array[] | null = null;

function makeTables(): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const made = [first];
  for (let power = 1; power < 8; power += 1) {
    const before = made[power - 1] ?? first;
    made.push(Int32Array.from(before, (value) => (value >>> 8) ^ (first[value & 255] ?? 0)));
  }
  return made;
}

/** CRC-32 (ISO 3309) of what came before and these bytes; begins with 0. */
export function checksum(before: number, bytes: Uint8Array): number {
  tables ??= makeTables();
  const [t0, t1, t2, t3, t4, t5, t6, t7] = tables;
  if (!t0 || !t1 || !t2 || !t3 || !t4 || !t5 || !t6 || !t7) return before;
  let crc = ~before;
  let at = 0;
  for (const last = bytes.length - 7; at < last; at += 8) {
    const low = crc ^ ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24));
    crc =
      (t7[low & 255] ?? 0) ^ (t6[(low >>> 8) & 255] ?? 0) ^ (t5[(low >>> 16) & 255] ?? 0) ^ (t4[low >>> 24] ?? 0) ^
      (t3[bytes[at + 4] ?? 0] ?? 0) ^ (t2[bytes[at + 5] ?? 0] ?? 0) ^ (t1[bytes[at + 6] ?? 0] ?? 0) ^ (t0[bytes[at + 7] ?? 0] ?? 0);
  }
  for (; at < bytes.length; at += 1) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[at] ?? 0)) & 255] ?? 0);
  return ~crc >>> 0;
}
