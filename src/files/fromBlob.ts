import type { SourceFile } from './SourceFile.ts';

/** A dropped or picked file, or bytes in memory; `name` may carry the path inside a dropped folder. */
export function fromBlob(blob: Blob, name: string): SourceFile {
  return {
    name,
    size: blob.size,
    stream: () => blob.stream(),
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}
