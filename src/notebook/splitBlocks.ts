import type { Nodes, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { frontmatter } from 'micromark-extension-frontmatter';
import { gfm } from 'micromark-extension-gfm';
import type { Fence, Span } from './Notebook.ts';
import type { CellInfo } from './Notebook.ts';
import { LineIndex, startOfLastLine } from './lineEnds.ts';
import { parseInfo } from './parseInfo.ts';
import { shallowText } from './shallowText.ts';

export interface FencedBlock extends Span {
  readonly type: 'fence';
  readonly info: CellInfo;
  readonly fence: Fence;
}

interface ProseBlock extends Span {
  readonly type: 'prose';
  readonly heading: { readonly level: 1 | 2; readonly text: string } | null;
}

export interface Layout {
  readonly frontMatter: Span | null;
  readonly blocks: readonly (FencedBlock | ProseBlock)[];
}

// Only the block structure is wanted here: without inline constructs hostile text costs linear time.
const inlineConstructs = [
  'attention', 'autolink', 'characterEscape', 'characterReference', 'codeText', 'hardBreakEscape', 'htmlText',
  'labelEnd', 'labelStartImage', 'labelStartLink', 'strikethrough', 'wwwAutolink', 'protocolAutolink', 'emailAutolink', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall',
];

/**
 * Cuts the text into front matter, fences that are cells and prose. Everything is taken by offsets from the text itself,
 * since a Markdown tree loses byte-order marks, NUL and white space.
 */
export function splitBlocks(source: string, isCell: (info: CellInfo) => boolean): Layout {
  const shift = source.startsWith('\uFEFF') ? 1 : 0;
  // A second mark is text; micromark would take it off and count offsets without it.
  const text = shallowText(source.slice(shift)).replace(/^\uFEFF/u, 'x');
  const tree = fromMarkdown(text, {
    extensions: [frontmatter(['yaml']), gfm(), { disable: { null: inlineConstructs } }],
    mdastExtensions: [frontmatterFromMarkdown(['yaml']), gfmFromMarkdown()],
  });
  const lines = new LineIndex(source);
  const blocks: (FencedBlock | ProseBlock)[] = [];
  let frontMatter: Span | null = null;
  for (const node of tree.children) {
    const span = wholeLines(source, lines, spanOf(node, shift), shift);
    if (node.type === 'yaml') {
      frontMatter = span;
      continue;
    }
    const fence = node.type === 'code' ? readFence(source, span) : null;
    if (fence && isCell(fence.info)) {
      blocks.push(fence);
      continue;
    }
    const heading = headingOf(source, node, shift);
    const last = blocks.at(-1);
    // micromark lets a setext heading start at the definitions above it
    const overlaps = last !== undefined && span.start < last.end;
    if (last?.type === 'prose' && (!heading || overlaps)) blocks[blocks.length - 1] = { ...last, end: span.end };
    else blocks.push({ type: 'prose', heading, ...span });
  }
  return { frontMatter, blocks };
}

function spanOf(node: Nodes, shift: number): Span {
  const { position } = node;
  if (position?.start.offset === undefined || position.end.offset === undefined) throw new Error(`a ${node.type} without position`);
  return { start: position.start.offset + shift, end: position.end.offset + shift };
}

/** from the start of the first line to the end of the last, without its line end */
function wholeLines(source: string, lines: LineIndex, span: Span, shift: number): Span {
  const rest = /[\r\n]/u.exec(source.slice(span.end));
  const end = endsWithLineEnd(source, span) ? span.end : rest ? span.end + rest.index : source.length;
  return { start: Math.max(lines.startOf(lines.lineAt(span.start)), shift), end: trimLineEnds(source, span.start, end) };
}

const endsWithLineEnd = (source: string, span: Span): boolean => /[\r\n]/u.test(source.charAt(span.end - 1));

function trimLineEnds(source: string, start: number, end: number): number {
  let last = end;
  while (last > start && /[\r\n]/u.test(source.charAt(last - 1))) last--;
  return last;
}

function headingOf(source: string, node: RootContent, shift: number): ProseBlock['heading'] {
  if (node.type !== 'heading' || (node.depth !== 1 && node.depth !== 2)) return null;
  const span = spanOf(node, shift);
  return { level: node.depth, text: headingText(source.slice(span.start, span.end)) };
}

/** without the marks: leading and closing #, or the line below */
function headingText(text: string): string {
  const marked = /^#{1,2}(?:[ \t]+|$)/u.exec(text);
  if (!marked) return text.replace(/(?:\r\n|\n|\r)[^\r\n]*$/u, '').trim();
  return text.slice(marked[0].length).replace(/(?:^|[ \t]+)#+[ \t]*$/u, '').trim();
}

function readFence(source: string, span: Span): FencedBlock | null {
  const text = source.slice(span.start, span.end);
  const opening = /^( {0,3})(`{3,}|~{3,})([^\r\n]*)(\r\n|\n|\r|$)/u.exec(text);
  if (!opening) return null;
  const [whole, indent = '', run = '', rest = '', lineEnd = ''] = opening;
  const info = parseInfo(rest);
  if (!info) return null;
  const mark = run.startsWith('~') ? '~' : '`';
  const infoStart = span.start + indent.length + run.length;
  const bodyStart = span.start + whole.length;
  const lastLine = startOfLastLine(text);
  const closed = lineEnd !== '' && lastLine >= whole.length && isClosing(text.slice(lastLine), mark, run.length);
  // An open fence takes everything to the end of the file, also blank lines.
  const bodyEnd = closed ? span.start + lastLine : source.length;
  const end = closed ? span.end : source.length;
  return {
    type: 'fence',
    start: span.start,
    end,
    info,
    fence: { indent, mark, length: run.length, closed, infoStart, infoEnd: infoStart + rest.length, bodyStart: Math.min(bodyStart, bodyEnd), bodyEnd },
  };
}

function isClosing(line: string, mark: string, length: number): boolean {
  const run = /^ {0,3}(`+|~+)[ \t]*$/u.exec(line)?.[1];
  return run !== undefined && run.startsWith(mark) && run.length >= length;
}
