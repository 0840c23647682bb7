import * as v from 'valibot';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { limits } from '../limits.ts';
import { readZip, type ZipEntry } from '../readZip.ts';
import type { SourceFile } from '../SourceFile.ts';
import { Unreadable } from '../Unreadable.ts';
import { bundleVersion, dataFolder, digest, type Manifest, manifestName, manifestSchema, mappingName, notebookName, resultsName } from './manifest.ts';

/** A notebook with what it ran on and what it found, as one file. */
export interface Bundle {
  readonly manifest: Manifest;
  /** the notebook's text */
  readonly notebook: string;
  /** the text of its mapping.yaml; null without data */
  readonly mapping: string | null;
  /** the tables of the base, named without their folder */
  readonly data: readonly { readonly name: string; readonly blob: Blob }[];
  /** RESULT.json as it was when the bundle was written */
  readonly results: string | null;
}

/** Reads a bundle and checks every part of it against the manifest. `null`: a file that is no bundle, such as a zip of exports. */
export async function readBundle(file: SourceFile): Promise<Outcome<Bundle | null>> {
  try {
    const head = await file.slice(0, 4);
    if (head[0] !== 0x50 || head[1] !== 0x4b) return done(null);
    const entries = new Map((await readZip(file)).map((entry) => [entry.name, entry]));
    const listed = entries.get(manifestName);
    if (!listed) return done(null);
    const manifest = v.safeParse(manifestSchema, parse(await text(listed)));
    if (!manifest.success) return fail('input', `${file.name}: ${manifestName} is damaged`, { hint: 'Ask for the bundle again.' });
    if (manifest.output.cubebook_bundle !== bundleVersion) return fail('input', `${file.name} is a bundle of version ${manifest.output.cubebook_bundle}, this program reads version ${bundleVersion}`, { hint: 'Update the program, or ask for the notebook alone.' });
    const parts = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const { name, bytes, sha256 } of manifest.output.files) {
      const entry = entries.get(name);
      if (!entry) return fail('input', `${file.name} lacks its part ${name}`, { hint: 'Ask for the bundle again.' });
      const content = await unpack(entry, bytes);
      if (content.length !== bytes || (await digest(content)) !== sha256) return fail('input', `${file.name}: its part ${name} is not as it was written`, { hint: 'Ask for the bundle again.' });
      parts.set(name, content);
    }
    const read = (name: string): string | null => {
      const content = parts.get(name);
      return content ? new TextDecoder().decode(content) : null;
    };
    const notebook = read(notebookName);
    if (notebook === null) return fail('input', `${file.name} lacks its part ${notebookName}`, { hint: 'Ask for the bundle again.' });
    const data = [...parts].flatMap(([name, content]) => (name.startsWith(dataFolder) ? [{ name: name.slice(dataFolder.length), blob: new Blob([content]) }] : []));
    return done({ manifest: manifest.output, notebook, mapping: read(mappingName), data, results: read(resultsName) });
  } catch (error) {
    if (error instanceof Unreadable) return fail('input', error.message, { hint: 'Ask for the bundle again.' });
    throw error;
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const text = async (entry: ZipEntry): Promise<string> => new TextDecoder().decode(await unpack(entry, 1_000_000));

/** no more than was announced, whatever the archive would unpack to */
async function unpack(entry: ZipEntry, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if (most > limits.unpackedBytes) throw new Unreadable(`${entry.name} unpacks to more than ${limits.unpackedBytes / 2 ** 30} GB`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of entry.stream()) {
    size += chunk.length;
    if (size > most) break;
    chunks.push(chunk);
  }
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  chunks.reduce((at, chunk) => (whole.set(chunk, at), at + chunk.length), 0);
  return whole;
}
