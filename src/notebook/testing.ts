import fc from 'fast-check';
import type { Vocabulary } from './Notebook.ts';

/** What the tests of this folder read notebooks with. */
export const vocabulary: Vocabulary = { kinds: ['sql', 'chart', 'rfm', 'cube'], reserved: ['orders', 'order_lines', 'customers'] };

const piece = fc.constantFrom(
  '# Heading', '## Second', 'Heading\n===', 'text', '  trailing  ', '\u0000', 'é ё ł', '\uFEFF', '\t', '    indented code', '- item', '1. item', '> quote', '---', '***',
  '```sql id=a', '```sql id=b hidden', '````chart', '~~~rfm id=r', '  ```sql id=c', '   ~~~~cube', '```', '````', '~~~', '~~~~', '```python', '```x id=q', '  ```', '> ```sql id=z', '- ```sql id=y', '  - ```',
  'SELECT 1', 'from: a', '<!-- open', '-->', '<script>', '</script>', '<div>', '<pre>', '| a | b |', '| - | - |', '| 1 | 2 |', '[^1]: note', '[ref]: https://example.org', '{{ a.b | money }}', '\\', '&amp;', '*a **b', '$$', '\u2028', '\u000B', '\u0085',
);
const lineEnd = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\n \n', ' \t\n');
const head = fc.constantFrom('', '', '\uFEFF', '---\ncubebook: 1\ntitle: "T" # kept\n---\n', '\uFEFF---\r\ncubebook: 1\r\n---\r\n', '---\nopen: 1\n', '---\n---\n', '\n\n');

/** Markdown of fragments that interact: fences in each other, lists, quotes, open comments, mixed line ends, BOM and NUL. */
export const markdown = fc
  .tuple(head, fc.array(fc.tuple(fc.oneof({ weight: 9, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) }), lineEnd), { maxLength: 18 }), fc.constantFrom('', '', 'end'))
  .map(([start, lines, end]) => start + lines.map(([text, eol]) => text + eol).join('') + end);
