/** What a file may cost. Counted on what really comes out, never on what a header claims. */
export const limits = {
  archiveEntries: 10_000,
  /** output bytes for each byte of input, looked at once output passes `ratioFrom` */
  ratio: 250,
  ratioFrom: 4 << 20,
  outputBytes: 8 * 2 ** 30,
  columns: 4_096,
  cellCharacters: 4 << 20,
  /** of one row of text, in bytes or characters */
  rowLength: 8 << 20,
  xmlDepth: 64,
  jsonDepth: 64,
  recordCharacters: 32 << 20,
  /** rows of one group of a Parquet file, and what one of its pages may unpack to */
  groupRows: 5_000_000,
  pageBytes: 256 << 20,
  /** a packed file that cannot be read as a stream is unpacked up to this */
  unpackedBytes: 2 ** 30,
} as const;
