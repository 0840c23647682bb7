/** What a file may cost. Counted on what really comes out, never on what a header claims. */
export const limits = {
  archiveEntries: 10_000,
  /** output bytes for each byte of input, looked at once output passes `ratioFrom` */
  ratio: 250,
  ratioFrom: 4 << 20,
  outputBytes: 8 * 2 ** 30,
  columns: 4_096,
  cellCharacters: 4 << 20,
  xmlDepth: 64,
} as const;
