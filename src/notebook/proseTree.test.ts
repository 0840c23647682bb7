import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseNotebook } from './parseNotebook.ts';
import { type ProseNode, proseTree, safeAddress } from './proseTree.ts';
import { proseValues } from './proseValues.ts';
import { vocabulary } from './testing.ts';

const everyNode = (nodes: readonly ProseNode[]): ProseNode[] =>
  nodes.flatMap((node) => {
    if (node.type === 'list') return [node, ...node.items.flatMap((item) => everyNode(item.children))];
    if (node.type === 'table') return [node, ...everyNode([...node.head, ...node.rows.flat()].flat())];
    return 'children' in node ? [node, ...everyNode(node.children)] : [node];
  });

describe('proseTree', () => {
  it('reads headings, lists, tables, emphasis, code, links, quotes and values', () => {
    const types = everyNode(proseTree('# H\n\n*a* **b** `c` [d](https://example.org)\n\n1. x\n\n> q\n\n| a |\n| - |\n| {{ t.n }} |\n\n---\n')).map((node) => node.type);
    for (const type of ['heading', 'paragraph', 'emphasis', 'strong', 'code', 'link', 'list', 'quote', 'table', 'value', 'rule']) expect(types).toContain(type);
  });

  it('shows HTML as the text it is and an image as its description', () => {
    expect(proseTree('<script>x</script>\n')).toEqual([{ type: 'text', text: '<script>x</script>' }]);
    expect(proseTree('![p](https://sink.invalid/b.png)')).toEqual([{ type: 'paragraph', children: [{ type: 'image-blocked', description: 'p', address: 'https://sink.invalid/b.png' }] }]);
  });

  it('makes hidden characters visible', () => {
    expect(proseTree('# \u202Egnp.exe')).toEqual([{ type: 'heading', level: 1, children: [{ type: 'text', text: '⟦U+202E⟧gnp.exe' }] }]);
  });

  it.each(['javascript:x', 'JaVaScRiPt:x', 'java\tscript:x', 'data:text/html,x', 'http://a.example', '//a.example', '/a', 'vbscript:x', 'https://user:word@a.example', ' https://a.example', 'file:///etc'])('makes no link of %j', (address) => {
    expect(safeAddress(address)).toBeNull();
  });

  it('keeps https, mailto and anchors as links', () => {
    expect(['https://a.example/x', 'mailto:a@b.example', '#top'].map(safeAddress)).toEqual(['https://a.example/x', 'mailto:a@b.example', '#top']);
  });

  const hostile = new URL('../../../shared/hostile/notebook.json', import.meta.url);
  it.skipIf(!existsSync(hostile))('opens every hostile notebook without HTML, foreign addresses or lost bytes (skipped without ../shared)', () => {
    const entries: { id: string; encoding: string; payload: string }[] = JSON.parse(readFileSync(hostile, 'utf8'));
    for (const { id, encoding, payload } of entries) {
      const text = encoding === 'base64' ? Buffer.from(payload, 'base64').toString('utf8') : payload;
      const notebook = parseNotebook(text, vocabulary);
      expect(notebook.source, id).toBe(text);
      const links = everyNode(notebook.blocks.flatMap((block) => (block.type === 'prose' ? proseTree(block.text) : []))).flatMap((node) => (node.type === 'link' ? [node.address] : []));
      expect(links.filter((address) => safeAddress(address) !== address), id).toEqual([]);
    }
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

describe('proseValues', () => {
  it('finds parameters, columns and tables of cells, with a format', () => {
    expect(proseValues('In {{ window_days }} days {{ top.revenue | money compact }}, {{who.cells."Net sum"|integer}}.')).toEqual([
      { type: 'text', text: 'In ' },
      { type: 'value', path: ['window_days'], format: null, compact: false, source: '{{ window_days }}' },
      { type: 'text', text: ' days ' },
      { type: 'value', path: ['top', 'revenue'], format: 'money', compact: true, source: '{{ top.revenue | money compact }}' },
      { type: 'text', text: ', ' },
      { type: 'value', path: ['who', 'cells', 'Net sum'], format: 'integer', compact: false, source: '{{who.cells."Net sum"|integer}}' },
      { type: 'text', text: '.' },
    ]);
  });

  it.each(['{{ }}', '{{ a b }}', '{{ a | nonsense }}', '{{ a.b.c.d }}', '{{ sum(x) }}', '{{ a | money | share }}'])('leaves %j as text', (text) => {
    expect(proseValues(text)).toEqual([{ type: 'text', text }]);
  });
});
