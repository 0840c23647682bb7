import { assertNever } from '../database/outcome.ts';
import { proseTree, type ProseNode } from '../notebook/proseTree.ts';
import type { ProseValue } from '../notebook/proseValues.ts';
import { element, escapeHtml } from './html.ts';

/** Prose of a notebook as HTML: the allow-listed tree and nothing else. */
export const proseHtml = (source: string, valueOf: (value: ProseValue) => string): string => write(proseTree(source), valueOf);

function write(nodes: readonly ProseNode[], valueOf: (value: ProseValue) => string): string {
  return nodes.map((node) => writeNode(node, valueOf)).join('');
}

const tags = { paragraph: 'p', emphasis: 'em', strong: 'strong', deleted: 'del', quote: 'blockquote' } as const;

function writeNode(node: ProseNode, valueOf: (value: ProseValue) => string): string {
  switch (node.type) {
    case 'paragraph':
    case 'emphasis':
    case 'strong':
    case 'deleted':
    case 'quote':
      return element(tags[node.type], {}, write(node.children, valueOf));
    case 'heading':
      return element(`h${node.level}`, {}, write(node.children, valueOf));
    case 'list':
      return element(node.ordered ? 'ol' : 'ul', node.ordered && node.start !== 1 ? { start: String(node.start) } : {}, ...node.items.map((item) => element('li', {}, item.checked === null ? '' : item.checked ? '☑ ' : '☐ ', write(item.children, valueOf))));
    case 'table': {
      const row = (cells: readonly (readonly ProseNode[])[], tag: string): string => element('tr', {}, ...cells.map((cell) => element(tag, {}, write(cell, valueOf))));
      return element('table', {}, element('thead', {}, row(node.head, 'th')), element('tbody', {}, ...node.rows.map((cells) => row(cells, 'td'))));
    }
    case 'code':
      return element('code', {}, escapeHtml(node.text));
    case 'block-code':
      return element('pre', {}, element('code', {}, escapeHtml(node.text)));
    case 'link':
      return element('a', { href: node.address, rel: 'noreferrer noopener' }, write(node.children, valueOf));
    case 'image-blocked':
      return element('em', {}, escapeHtml(node.description));
    case 'text':
      return escapeHtml(node.text);
    case 'break':
      return '<br>';
    case 'rule':
      return '<hr>';
    case 'value':
      return element('strong', {}, escapeHtml(valueOf(node)));
    default:
      return assertNever(node);
  }
}
