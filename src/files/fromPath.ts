import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { SourceFile } from './SourceFile.ts';

/** A file on disk, for the headless runner. */
async function fromPath(path: string, name: string): Promise<SourceFile> {
  const { size } = await stat(path);
  return {
    name,
    size,
    stream: () =>
      new ReadableStream<Uint8Array>(
        (() => {
          const source = Readable.from(createReadStream(path, { highWaterMark: 1 << 20 }))[Symbol.asyncIterator]();
          return {
            async pull(controller) {
              const next: IteratorResult<Uint8Array> = await source.next();
              if (next.done) controller.close();
              else controller.enqueue(next.value);
            },
            async cancel() {
              await source.return?.();
            },
          };
        })(),
      ),
    slice: async (start, end) => {
      const handle = await open(path);
      try {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - start));
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
  };
}

/** All files of a folder and of the folders within, in name order; hidden ones left out. */
export async function fromFolder(folder: string, inside = ''): Promise<SourceFile[]> {
  const entries = await readdir(join(folder, inside), { withFileTypes: true });
  const files: SourceFile[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const name = inside ? `${inside}/${entry.name}` : entry.name;
    if (entry.isDirectory()) files.push(...(await fromFolder(folder, name)));
    else if (entry.isFile()) files.push(await fromPath(join(folder, name), name));
  }
  return files;
}
