import type { Failure } from '../database/outcome.ts';
import type { Locale } from '../messages/locale.ts';
import type { ParamDeclaration } from './paramDeclaration.ts';
import type { YamlValue } from './readYaml.ts';

/**
 * A notebook is its text. Everything else here is read from `source` and can be read again from it:
 * an edit cuts into the text and reads anew, so bytes outside the edited span cannot change.
 */
export interface Notebook {
  /** the whole file, byte-order mark and line ends included */
  readonly source: string;
  readonly frontMatter: FrontMatter;
  /** in order; between them there is only white space */
  readonly blocks: readonly Block[];
  readonly problems: readonly Problem[];
  readonly vocabulary: Vocabulary;
  /** next free number for block keys */
  readonly nextKey: number;
}

/** What the document model must know of the product to read a file. */
export interface Vocabulary {
  /** names of the cell kinds of this version */
  readonly kinds: readonly string[];
  /** names that cells may not take: the canonical tables */
  readonly reserved: readonly string[];
}

export interface Span {
  /** offsets into `source`, end exclusive, without the last line end */
  readonly start: number;
  readonly end: number;
}

export type Block = Prose | Cell;

export interface Prose extends Span {
  readonly type: 'prose';
  /** stays the same over edits of other blocks */
  readonly key: string;
  readonly text: string;
  /** 1-based line of the file */
  readonly line: number;
  /** a prose block starts at each level-1 or level-2 heading, so it holds at most one, and first */
  readonly heading: { readonly level: 1 | 2; readonly text: string } | null;
}

export interface Cell extends Span {
  readonly type: 'cell';
  readonly key: string;
  /** the declared id, or `<kind>_<n>` where there is none that can be used */
  readonly id: string;
  readonly kind: string;
  /** false: a kind that this version lacks; shown as such and kept */
  readonly known: boolean;
  readonly text: string;
  readonly line: number;
  readonly body: string;
  /** 1-based line of the file where the body starts */
  readonly bodyLine: number;
  readonly info: CellInfo;
  readonly fence: Fence;
  readonly hidden: boolean;
  readonly notes: boolean;
  readonly skip: boolean;
  /** why this cell cannot run whatever its body says: a bad or doubled id, a kind that is missing */
  readonly problem: Failure | null;
}

export interface Fence {
  /** at most three spaces before the opening fence */
  readonly indent: string;
  readonly mark: '`' | '~';
  readonly length: number;
  /** false: the fence runs to the end of the file */
  readonly closed: boolean;
  /** offsets into `source` */
  readonly infoStart: number;
  readonly infoEnd: number;
  readonly bodyStart: number;
  /** after the line end of the last body line, or at the end of the file */
  readonly bodyEnd: number;
}

export interface CellInfo {
  readonly kind: string;
  readonly attributes: readonly Attribute[];
}

export interface Attribute {
  readonly name: string;
  /** null: a flag */
  readonly value: string | null;
  /** offsets into the info string */
  readonly start: number;
  readonly end: number;
}

export interface FrontMatter {
  /** offsets into `source` of the whole block with its fences; null when the file has none */
  readonly span: Span | null;
  /** offsets into `source` of the YAML text */
  readonly yaml: Span;
  /** 1-based line of the file where the YAML starts */
  readonly line: number;
  readonly title: string | null;
  readonly lang: Locale | null;
  readonly theme: YamlValue;
  readonly rules: Readonly<Record<string, string>>;
  readonly inputs: readonly InputDeclaration[];
  readonly params: readonly ParamDeclaration[];
  /** every key, known or not */
  readonly all: Readonly<Record<string, YamlValue>>;
}

export interface InputDeclaration {
  /** canonical table, or a name of the notebook's own */
  readonly table: string;
  /** columns without which the notebook is of no use */
  readonly columns: readonly string[];
  /** file-name pattern with `*` */
  readonly file: string | null;
}

export interface Problem extends Failure {
  /** error: the notebook or the cell cannot run; warning: it can */
  readonly severity: 'error' | 'warning';
  readonly cell: string | null;
}
