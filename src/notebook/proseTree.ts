import type { AlignType, Definition, Nodes, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { assertNever } from '../database/outcome.ts';
import { type ProseValue, proseValues } from './proseValues.ts';
import { shallowText } from './shallowText.ts';
import { visibleText } from './visibleText.ts';

/**
 * What prose can become on the page, and nothing else: no HTML, images, styles or ids come out of a notebook.
 * Raw HTML is shown as the text it is; an image as its description.
 */
export type ProseNode =
  | { readonly type: 'paragraph' | 'emphasis' | 'strong' | 'deleted' | 'quote'; readonly children: readonly ProseNode[] }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3 | 4 | 5 | 6; readonly children: readonly ProseNode[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly ProseItem[] }
  | { readonly type: 'table'; readonly align: readonly AlignType[]; readonly head: readonly ProseCell[]; readonly rows: readonly (readonly ProseCell[])[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'block-code'; readonly language: string | null; readonly text: string }
  | { readonly type: 'link'; readonly address: string; readonly children: readonly ProseNode[] }
  | { readonly type: 'image-blocked'; readonly description: string; readonly address: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'break' | 'rule' }
  | ProseValue;

export interface ProseItem {
  /** null: no task */
  readonly checked: boolean | null;
  readonly children: readonly ProseNode[];
}

type ProseCell = readonly ProseNode[];

const deepest = 24;
const longest = 400_000;
// Attention runs cost more than linear time: text with absurdly many of them is shown plain.
const mostMarks = 20_000;

/** Prose as a plain tree for the page to build elements from. */
export function proseTree(source: string): readonly ProseNode[] {
  const text = source.replace(/^\uFEFF/u, '');
  if (text.length > longest || (text.match(/[*_~[\]]/gu)?.length ?? 0) > mostMarks || shallowText(text) !== text) return [{ type: 'block-code', language: null, text: visibleText(text) }];
  const tree = fromMarkdown(text, { extensions: [gfm({ singleTilde: false })], mdastExtensions: [gfmFromMarkdown()] });
  const definitions = new Map(tree.children.flatMap((node): [string, Definition][] => (node.type === 'definition' ? [[node.identifier, node]] : [])));
  return new Builder(text, definitions).all(tree.children, 0);
}

/** https, mailto and anchors; null for all else, however it is written */
export function safeAddress(address: string): string | null {
  if (/[\u0000-\u0020\u007F-\u00A0\\]/u.test(address)) return null;
  if (/^#[^\s]*$/u.test(address)) return address;
  if (/^mailto:[^\s<>"]+$/iu.test(address)) return address;
  if (!/^https:\/\//iu.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : null;
}

class Builder {
  readonly #source: string;
  readonly #definitions: ReadonlyMap<string, Definition>;

  constructor(source: string, definitions: ReadonlyMap<string, Definition>) {
    this.#source = source;
    this.#definitions = definitions;
  }

  all(nodes: readonly (RootContent | PhrasingContent)[], depth: number): readonly ProseNode[] {
    return nodes.flatMap((node) => this.#one(node, depth + 1));
  }

  #one(node: RootContent, depth: number): readonly ProseNode[] {
    if (depth > deepest) return [this.#raw(node)];
    switch (node.type) {
      case 'paragraph':
      case 'emphasis':
      case 'strong':
        return [{ type: node.type, children: this.all(node.children, depth) }];
      case 'delete':
        return [{ type: 'deleted', children: this.all(node.children, depth) }];
      case 'blockquote':
        return [{ type: 'quote', children: this.all(node.children, depth) }];
      case 'heading':
        return [{ type: 'heading', level: node.depth, children: this.all(node.children, depth) }];
      case 'list':
        return [{ type: 'list', ordered: node.ordered === true, start: node.start ?? 1, items: node.children.map((item) => ({ checked: item.checked ?? null, children: this.all(item.children, depth) })) }];
      case 'table': {
        const [head = [], ...rows] = node.children.map((row) => row.children.map((cell) => this.all(cell.children, depth)));
        return [{ type: 'table', align: node.align ?? [], head, rows }];
      }
      case 'text':
        return proseValues(node.value).map((segment) => (segment.type === 'text' ? { type: 'text', text: visibleText(segment.text) } : segment));
      case 'inlineCode':
        return [{ type: 'code', text: visibleText(node.value) }];
      case 'code':
        return [{ type: 'block-code', language: node.lang ?? null, text: visibleText(node.value) }];
      case 'link':
        return this.#link(node.url, this.all(node.children, depth));
      case 'linkReference': {
        const definition = this.#definitions.get(node.identifier);
        return definition ? this.#link(definition.url, this.all(node.children, depth)) : [this.#raw(node)];
      }
      case 'image':
        return [{ type: 'image-blocked', description: visibleText(node.alt ?? ''), address: visibleText(node.url) }];
      case 'imageReference':
        return [{ type: 'image-blocked', description: visibleText(node.alt ?? ''), address: visibleText(this.#definitions.get(node.identifier)?.url ?? '') }];
      case 'break':
        return [{ type: 'break' }];
      case 'thematicBreak':
        return [{ type: 'rule' }];
      case 'html':
      case 'footnoteReference':
        return [this.#raw(node)];
      case 'footnoteDefinition':
        return [{ type: 'quote', children: [{ type: 'text', text: `[^${visibleText(node.label ?? node.identifier)}] ` }, ...this.all(node.children, depth)] }];
      case 'definition':
      case 'yaml':
        return [];
      case 'listItem':
      case 'tableRow':
      case 'tableCell':
        throw new Error(`a ${node.type} outside its parent`);
      default:
        return assertNever(node);
    }
  }

  #link(address: string, children: readonly ProseNode[]): readonly ProseNode[] {
    const safe = safeAddress(address);
    return safe === null ? children : [{ type: 'link', address: safe, children }];
  }

  #raw(node: Nodes): ProseNode {
    return { type: 'text', text: visibleText(this.#source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)) };
  }
}
