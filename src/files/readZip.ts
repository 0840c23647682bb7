import { checksum } from './checksum.ts';
import { inflate } from './inflate.ts';
import { limits } from './limits.ts';
import type { SourceFile } from './SourceFile.ts';
import { Unreadable } from './Unreadable.ts';

export interface ZipEntry {
  readonly name: string;
  /** packed bytes */
  readonly size: number;
  /** bytes once unpacked, as the archive says */
  readonly unpacked: number;
  stream(): ReadableStream<Uint8Array>;
}

/** The files of a zip archive, from its central directory. */
export async function readZip(file: SourceFile): Promise<ZipEntry[]> {
  const tailStart = Math.max(0, file.size - 65_557);
  const tail = await file.slice(tailStart, file.size);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  let end = tail.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Unreadable(`${file.name} is cut off or is no zip archive: its table of contents is missing`);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  if (count === 0xffff || offset === 0xffffffff) throw new Unreadable(`${file.name} is a zip64 archive, which is not read`);
  if (count > limits.archiveEntries) throw new Unreadable(`${file.name} holds ${count} files; at most ${limits.archiveEntries} are read`);
  if (offset + size > file.size) throw new Unreadable(`${file.name} is cut off: its table of contents points beyond its end`);
  return readDirectory(file, await file.slice(offset, offset + size), count);
}

function readDirectory(file: SourceFile, bytes: Uint8Array, count: number): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  let listed = 0;
  let at = 0;
  while (at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50) {
    if (entries.length >= limits.archiveEntries) throw new Unreadable(`${file.name} holds more than ${limits.archiveEntries} files`);
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    const sum = view.getUint32(at + 16, true);
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const header = view.getUint32(at + 42, true);
    // without the UTF-8 flag names are in the packer's own code page; 866 is what Russian Windows writes and equals ASCII below 128
    const name = new TextDecoder(flags & 0x800 ? 'utf-8' : 'ibm866').decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    listed += 1;
    if (name.endsWith('/')) continue;
    entries.push({
      name,
      size: packed,
      unpacked,
      stream() {
        if (flags & 1) throw new Unreadable(`${name} in ${file.name} is encrypted`);
        if (method !== 0 && method !== 8) throw new Unreadable(`${name} in ${file.name} is packed by method ${method}, which is not read`);
        const raw = streamSlice(file, header, packed, name);
        return proven(method === 8 ? inflate(raw, 'deflate-raw', name) : raw, sum, unpacked, `${name} in ${file.name}`);
      },
    });
  }
  if (listed !== count) throw new Unreadable(`${file.name}: the archive's table of contents is damaged`);
  return entries;
}

/** The same bytes; damage that unpacks without an error shows in the checksum at the end. */
function proven(stream: ReadableStream<Uint8Array>, sum: number, size: number, what: string): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let found = 0;
  let length = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await reader.read();
      if (next.done) {
        if (found !== sum || length !== size) throw new Unreadable(`${what} is damaged: its checksum does not agree with its content`);
        return controller.close();
      }
      found = checksum(found, next.value);
      length += next.value.length;
      controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function streamSlice(file: SourceFile, header: number, size: number, name: string): ReadableStream<Uint8Array> {
  let at = -1;
  let end = -1;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (at < 0) {
        const local = await file.slice(header, header + 30);
        const view = new DataView(local.buffer, local.byteOffset, local.byteLength);
        if (local.length < 30 || view.getUint32(0, true) !== 0x04034b50) throw new Unreadable(`${name} in ${file.name}: its entry is damaged`);
        at = header + 30 + view.getUint16(26, true) + view.getUint16(28, true);
        end = at + size;
        if (end > file.size) throw new Unreadable(`${name} in ${file.name} is cut off`);
      }
      if (at >= end) return controller.close();
      const chunk = await file.slice(at, Math.min(end, at + (1 << 20)));
      if (!chunk.length) throw new Unreadable(`${name} in ${file.name} is cut off`);
      at += chunk.length;
      controller.enqueue(chunk);
    },
  });
}
