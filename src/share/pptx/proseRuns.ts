import type { ProseNode } from '../../notebook/proseTree.ts';
import type { ProseValue } from '../../notebook/proseValues.ts';

/** Words of one look; `end` closes the paragraph, `bullet` opens a point of a list. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly bullet: 'dot' | 'number' | null;
  readonly end: boolean;
}

/** Prose as the runs of text that a slide is made of; a table becomes a line a row. */
export function proseRuns(nodes: readonly ProseNode[], valueOf: (value: ProseValue) => string): readonly Run[] {
  const runs: Run[] = [];
  const look = { bold: false, italic: false, bullet: null } as const;
  for (const node of nodes) block(node, look);
  return runs;

  type Look = Pick<Run, 'bold' | 'italic' | 'bullet'>;

  function close(): void {
    const last = runs.at(-1);
    if (last && !last.end) runs[runs.length - 1] = { ...last, end: true };
  }

  function words(node: ProseNode, style: Look): void {
    const add = (text: string, more: Partial<Look> = {}): void => {
      if (text !== '') runs.push({ text: text.replaceAll(/\s+/gu, ' '), ...style, ...more, end: false });
    };
    switch (node.type) {
      case 'text':
        return add(node.text);
      case 'value':
        return add(valueOf(node), { bold: true });
      case 'code':
      case 'block-code':
        return add(node.text);
      case 'image-blocked':
        return add(node.description, { italic: true });
      case 'break':
        return add(' ');
      case 'strong':
        return node.children.forEach((child) => words(child, { ...style, bold: true }));
      case 'emphasis':
        return node.children.forEach((child) => words(child, { ...style, italic: true }));
      case 'deleted':
      case 'link':
      case 'paragraph':
      case 'quote':
      case 'heading':
        return node.children.forEach((child) => words(child, style));
      case 'list':
      case 'table':
      case 'rule':
        return block(node, style);
    }
  }

  function block(node: ProseNode, style: Look): void {
    switch (node.type) {
      case 'rule':
        return;
      case 'heading':
        words(node, { ...style, bold: true });
        return close();
      case 'quote':
        return node.children.forEach((child) => block(child, { ...style, italic: true }));
      case 'list':
        for (const item of node.items) {
          const [first, ...rest] = item.children;
          if (item.checked !== null) runs.push({ text: item.checked ? '☑ ' : '☐ ', ...style, bullet: null, end: false });
          if (first) block(first, { ...style, bullet: item.checked === null ? (node.ordered ? 'number' : 'dot') : null });
          for (const child of rest) block(child, style);
        }
        return;
      case 'table':
        for (const [index, row] of [node.head, ...node.rows].entries()) {
          row.forEach((cell, column) => {
            if (column > 0) runs.push({ text: ' · ', ...style, end: false });
            cell.forEach((child) => words(child, { ...style, bold: style.bold || index === 0 }));
          });
          close();
        }
        return;
      default:
        words(node, style);
        return close();
    }
  }
}
