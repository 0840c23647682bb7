import { readZip, type ZipEntry } from '../readZip.ts';
import { attribute, scanXml } from '../scanXml.ts';
import type { SourceFile } from '../SourceFile.ts';
import { Unreadable } from '../Unreadable.ts';
import { dateKindOf, type DateKind } from './cellDates.ts';

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  readonly date1904: boolean;
  /** by cell style */
  readonly dateKinds: readonly DateKind[];
  /** by cell style: steps of indent */
  readonly indents: readonly number[];
  readonly strings: () => Promise<readonly string[]>;
}

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** null: the part is missing or lies outside the file */
  readonly part: ZipEntry | null;
}

/** What a workbook holds; sheets are read later, one by one. */
export async function readWorkbook(file: SourceFile): Promise<Workbook> {
  const entries = new Map((await readZip(file)).map((entry) => [entry.name.replaceAll('\\', '/').replace(/^\//, ''), entry]));
  const book = [...entries].find(([name]) => /(^|\/)workbook\.xml$/i.test(name));
  if (!book) throw new Unreadable(`${file.name} is no Excel workbook: workbook.xml is missing`);
  const [bookPath, bookEntry] = book;
  const folder = bookPath.slice(0, bookPath.lastIndexOf('/') + 1);
  const targets = await readTargets(entries.get(`${folder}_rels/${bookPath.slice(folder.length)}.rels`), folder);
  const sheets: WorkbookSheet[] = [];
  let date1904 = false;
  await scanXml(
    bookEntry.stream(),
    {
      open(name, attributes) {
        if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attribute(attributes, 'date1904') ?? '');
        if (name !== 'sheet') return;
        const target = targets.byId.get(attribute(attributes, 'id') ?? '');
        sheets.push({
          name: attribute(attributes, 'name') ?? `Sheet ${sheets.length + 1}`,
          hidden: (attribute(attributes, 'state') ?? 'visible') !== 'visible',
          part: target === undefined ? null : (entries.get(target) ?? null),
        });
      },
      close() {},
      text() {},
    },
    `${file.name} (workbook.xml)`,
  );
  if (!sheets.length) throw new Unreadable(`${file.name} has no sheets`);
  const part = (kind: string, usual: string): ZipEntry | undefined => {
    const target = targets.byKind.get(kind);
    const entry = entries.get(target ?? `${folder}${usual}`);
    // without its styles a workbook's days would pass for numbers
    if (target !== undefined && !entry) throw new Unreadable(`${file.name} is damaged: its part ${target} is missing`);
    return entry;
  };
  const styles = part('styles', 'styles.xml');
  const shared = part('sharedStrings', 'sharedStrings.xml');
  let strings: Promise<readonly string[]> | null = null;
  const { dateKinds, indents } = styles ? await readStyles(styles, file.name) : { dateKinds: [], indents: [] };
  return {
    sheets,
    date1904,
    dateKinds,
    indents,
    strings: () => (strings ??= shared ? readStrings(shared, file.name) : Promise.resolve([])),
  };
}

interface Targets {
  readonly byId: Map<string, string>;
  /** by the last word of the relationship's type */
  readonly byKind: Map<string, string>;
}

/** Relationships → paths inside the archive. External targets are never followed. */
async function readTargets(entry: ZipEntry | undefined, folder: string): Promise<Targets> {
  const targets: Targets = { byId: new Map(), byKind: new Map() };
  if (!entry) return targets;
  await scanXml(
    entry.stream(),
    {
      open(name, attributes) {
        const id = attribute(attributes, 'Id');
        const target = attribute(attributes, 'Target');
        if (name !== 'Relationship' || id === null || target === null || attribute(attributes, 'TargetMode') === 'External') return;
        const path = target.startsWith('/') ? target.slice(1) : `${folder}${target}`.replace(/[^/]+\/\.\.\//g, '');
        const type = attribute(attributes, 'Type') ?? '';
        targets.byId.set(id, path);
        targets.byKind.set(type.slice(type.lastIndexOf('/') + 1), path);
      },
      close() {},
      text() {},
    },
    entry.name,
  );
  return targets;
}

async function readStyles(entry: ZipEntry, file: string): Promise<Pick<Workbook, 'dateKinds' | 'indents'>> {
  const codes = new Map<number, string>();
  const kinds: DateKind[] = [];
  const indents: number[] = [];
  let inCells = false;
  await scanXml(
    entry.stream(),
    {
      open(name, attributes) {
        if (name === 'numFmt') codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
        if (name === 'cellXfs') inCells = true;
        if (name === 'xf' && inCells) {
          const id = Number(attribute(attributes, 'numFmtId') ?? 0);
          kinds.push(dateKindOf(id, codes.get(id) ?? null));
          indents.push(0);
        }
        if (name === 'alignment' && inCells && indents.length > 0) indents[indents.length - 1] = Number(attribute(attributes, 'indent') ?? 0);
      },
      close(name) {
        if (name === 'cellXfs') inCells = false;
      },
      text() {},
    },
    `${file} (styles.xml)`,
  );
  return { dateKinds: kinds, indents };
}

async function readStrings(entry: ZipEntry, file: string): Promise<string[]> {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  await scanXml(
    entry.stream(),
    {
      open(name) {
        if (name === 'si') current = '';
        else if (name === 't') inText = true;
        else if (name === 'rPh') phonetic = true;
      },
      close(name) {
        if (name === 'si') strings.push(current);
        else if (name === 't') inText = false;
        else if (name === 'rPh') phonetic = false;
      },
      text(text) {
        if (inText && !phonetic) current += text;
      },
    },
    `${file} (sharedStrings.xml)`,
  );
  return strings;
}
