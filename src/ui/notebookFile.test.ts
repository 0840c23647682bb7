import { expect, test } from 'vitest';
import { saveNotebookFile } from './notebookFile.ts';

/** A file on a disk that others write to as well. */
class SharedFile {
  readonly kind = 'file';
  readonly name = 'clients.md';
  text: string;

  constructor(text: string) {
    this.text = text;
  }

  getFile(): Promise<File> {
    return Promise.resolve(new File([this.text], this.name));
  }

  createWritable(): Promise<FileSystemWritableFileStream> {
    let written = '';
    const stream: Partial<FileSystemWritableFileStream> = {
      write: async (bytes) => {
        written += bytes instanceof Uint8Array ? new TextDecoder().decode(bytes) : '';
      },
      close: async () => {
        this.text = written;
      },
    };
    return Promise.resolve(stream as FileSystemWritableFileStream);
  }
}

const handleOf = (file: SharedFile): FileSystemFileHandle => file as Partial<FileSystemFileHandle> as FileSystemFileHandle;

test('a file that a colleague changed since it was opened is not overwritten, and both texts stay', async () => {
  const file = new SharedFile('# As opened\n');
  const saved = await saveNotebookFile('# Mine\n', 'clients.md', handleOf(file), '# As opened\n');
  expect([saved.ok, file.text]).toEqual([true, '# Mine\n']);
  file.text = '# Theirs\n';
  expect(await saveNotebookFile('# Mine again\n', 'clients.md', handleOf(file), '# Mine\n')).toMatchObject({ ok: false, error: { message: expect.stringContaining('changed elsewhere'), hint: expect.stringContaining('another name') } });
  expect(file.text).toBe('# Theirs\n');
});
