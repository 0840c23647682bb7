import { fail, type Failure } from '../database/outcome.ts';
import { carryKeys } from './carryKeys.ts';
import { LineIndex } from './lineEnds.ts';
import type { Block, Cell, CellInfo, Notebook, Problem, Prose, Vocabulary } from './Notebook.ts';
import { attributeOf } from './parseInfo.ts';
import { readFrontMatter } from './readFrontMatter.ts';
import { type FencedBlock, splitBlocks } from './splitBlocks.ts';

const longestNotebook = 8_000_000;
const idPattern = /^[a-z][a-z0-9_]*$/u;

/**
 * Reads a notebook file, version 1. Any text opens: what is wrong with it is in `problems`, with its line, and saving keeps every byte.
 * `earlier` is the notebook that this text was edited from: its untouched blocks keep their keys.
 */
export function parseNotebook(source: string, vocabulary: Vocabulary, earlier?: Notebook): Notebook {
  if (source.length > longestNotebook) return refuseLength(source, vocabulary);
  const isCell = (info: CellInfo): boolean => vocabulary.kinds.includes(info.kind) || typeof attributeOf(info, 'id')?.value === 'string';
  const layout = splitBlocks(source, isCell);
  const { frontMatter, problems } = readFrontMatter(source, layout.frontMatter);
  const lines = new LineIndex(source);
  const ids = new IdRegister(vocabulary, layout.blocks.flatMap((block) => (block.type === 'fence' ? [attributeOf(block.info, 'id')?.value ?? null] : [])));
  const blocks = layout.blocks.map((block): Block => {
    const common = { key: '', start: block.start, end: block.end, text: source.slice(block.start, block.end), line: lines.lineAt(block.start) };
    return block.type === 'prose' ? ({ type: 'prose', ...common, heading: block.heading } satisfies Prose) : toCell(source, block, common, ids);
  });
  const cellProblems = blocks.flatMap((block): Problem[] => (block.type === 'cell' && block.problem ? [{ ...block.problem, severity: 'error', cell: block.id }] : []));
  return { source, frontMatter, problems: [...problems, ...cellProblems], vocabulary, ...carryKeys(blocks, earlier) };
}

function toCell(source: string, block: FencedBlock, common: Omit<Prose, 'type' | 'heading'>, ids: IdRegister): Cell {
  const { info, fence } = block;
  const { id, problem } = ids.claim(info, common.line);
  const has = (flag: string): boolean => attributeOf(info, flag)?.value === null;
  return {
    type: 'cell',
    ...common,
    id,
    kind: info.kind,
    known: ids.knows(info.kind),
    body: unindent(source.slice(fence.bodyStart, fence.bodyEnd), fence.indent),
    bodyLine: common.line + 1,
    info,
    fence,
    hidden: has('hidden'),
    notes: has('notes'),
    skip: has('skip'),
    problem,
  };
}

/** CommonMark takes as much indentation off body lines as the opening fence has. */
function unindent(body: string, indent: string): string {
  return indent === '' ? body : body.replaceAll(new RegExp(`^ {1,${indent.length}}`, 'gmu'), '');
}

class IdRegister {
  readonly #vocabulary: Vocabulary;
  readonly #declared: ReadonlySet<string>;
  readonly #taken = new Map<string, number>();

  constructor(vocabulary: Vocabulary, declared: readonly (string | null)[]) {
    this.#vocabulary = vocabulary;
    this.#declared = new Set(declared.flatMap((id) => (id === null ? [] : [id])));
  }

  knows(kind: string): boolean {
    return this.#vocabulary.kinds.includes(kind);
  }

  claim(info: CellInfo, line: number): { id: string; problem: Failure | null } {
    const declared = attributeOf(info, 'id');
    const flaw = declared ? this.#flawOf(declared.value, line) : null;
    const id = declared?.value && !flaw ? declared.value : this.#nextFree(info.kind);
    this.#taken.set(id, line);
    const kindFlaw = this.knows(info.kind)
      ? null
      : fail('missing', `cell kind "${info.kind}" is not in this version`, { line, hint: `kinds of this version: ${this.#vocabulary.kinds.join(', ')}` }).error;
    return { id, problem: flaw ?? kindFlaw };
  }

  #flawOf(id: string | null, line: number): Failure | null {
    if (id === null || !idPattern.test(id)) {
      return fail('options', `cell id "${id ?? ''}": an id starts with a lower-case Latin letter and goes on with letters, digits and _`, { line, hint: 'rename the cell' }).error;
    }
    if (this.#vocabulary.reserved.includes(id)) {
      return fail('options', `cell id "${id}" is the name of a table of the base`, { line, hint: 'rename the cell' }).error;
    }
    const earlier = this.#taken.get(id);
    if (earlier === undefined) return null;
    return fail('options', `cell id "${id}" is taken by the cell at line ${earlier}`, { line, hint: 'give one of the two another id' }).error;
  }

  #nextFree(kind: string): string {
    const stem = kind.replaceAll('-', '_');
    for (let number = 1; ; number++) {
      const id = `${stem}_${number}`;
      if (!this.#taken.has(id) && !this.#declared.has(id)) return id;
    }
  }
}

function refuseLength(source: string, vocabulary: Vocabulary): Notebook {
  const { error } = fail('input', `the notebook has ${source.length} characters, at most ${longestNotebook} are read`, { hint: 'keep data in files beside the notebook' });
  const { frontMatter } = readFrontMatter(source, null);
  return { source, frontMatter, blocks: [], problems: [{ ...error, severity: 'error', cell: null }], vocabulary, nextKey: 0 };
}
