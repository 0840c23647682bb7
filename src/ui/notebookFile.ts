import { done, fail, type Outcome } from '../database/outcome.ts';
import { decodeNotebook } from '../notebook/serializeNotebook.ts';
import { downloadFile, safeFileName } from './downloadFile.ts';

declare global {
  interface Window {
    showOpenFilePicker?(options: PickerOptions): Promise<FileSystemFileHandle[]>;
    showSaveFilePicker?(options: PickerOptions & { suggestedName: string }): Promise<FileSystemFileHandle>;
  }
}

interface PickerOptions {
  readonly types: readonly { readonly description: string; readonly accept: Readonly<Record<string, readonly string[]>> }[];
}

export interface NotebookFile {
  readonly name: string;
  readonly text: string;
  /** null where the browser has no access to files: saving is a download */
  readonly handle: FileSystemFileHandle | null;
}

const types = [{ description: 'Cubebook', accept: { 'text/markdown': ['.md'] } }] as const;

export async function openNotebookFile(): Promise<Outcome<NotebookFile>> {
  if (!window.showOpenFilePicker) return openByInput();
  try {
    const [handle] = await window.showOpenFilePicker({ types });
    if (!handle) return cancelled;
    return await readNotebookFile(await handle.getFile(), handle);
  } catch (error) {
    return pickerFailure(error);
  }
}

export async function readNotebookFile(file: File, handle: FileSystemFileHandle | null = null): Promise<Outcome<NotebookFile>> {
  const text = decodeNotebook(new Uint8Array(await file.arrayBuffer()));
  return text.ok ? done({ name: file.name, text: text.value, handle }) : text;
}

/** Writes to `handle`, unless its file is no longer as it was last read or written here; without one asks for a place, or downloads where the browser cannot ask. */
export async function saveNotebookFile(text: string, name: string, handle: FileSystemFileHandle | null, known: string | null): Promise<Outcome<NotebookFile>> {
  try {
    if (handle && known !== null && (await differs(handle, known))) return fail('input', 'the notebook file was changed elsewhere since it was opened or saved here; nothing was overwritten', { hint: 'save yours under another name and compare the two' });
    const target = handle ?? (window.showSaveFilePicker ? await window.showSaveFilePicker({ suggestedName: fileName(name), types }) : null);
    if (!target) return download(text, fileName(name));
    const writable = await target.createWritable();
    await writable.write(new TextEncoder().encode(text));
    await writable.close();
    return done({ name: target.name, text, handle: target });
  } catch (error) {
    return pickerFailure(error);
  }
}

async function differs(handle: FileSystemFileHandle, known: string): Promise<boolean> {
  const read = await readNotebookFile(await handle.getFile());
  return !read.ok || read.value.text !== known;
}

const fileName = (name: string): string => safeFileName(name) || 'notebook.md';

function download(text: string, name: string): Outcome<NotebookFile> {
  downloadFile(new Blob([text], { type: 'text/markdown' }), name);
  return done({ name, text, handle: null });
}

function openByInput(): Promise<Outcome<NotebookFile>> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.md,text/markdown';
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      resolve(file ? readNotebookFile(file) : cancelled);
    });
    input.addEventListener('cancel', () => resolve(cancelled));
    input.click();
  });
}

const cancelled = fail('cancelled', 'no file was chosen');

function pickerFailure(error: unknown): Outcome<NotebookFile> {
  if (error instanceof DOMException && error.name === 'AbortError') return cancelled;
  const message = error instanceof Error ? error.message : String(error);
  return fail('input', `the notebook file: ${message}`, { hint: 'save it under another name or in another folder' });
}
