/** A file as readers see it, whether it came from a drop, a picker, or a folder on disk. */
export interface SourceFile {
  /** name with its path inside a dropped folder or zip, as shown to the person */
  readonly name: string;
  readonly size: number;
  /** a fresh stream of the whole file at each call */
  stream(): ReadableStream<Uint8Array>;
  /** bytes [start, end) */
  slice(start: number, end: number): Promise<Uint8Array>;
}
