import { autocompletion, closeBrackets, closeBracketsKeymap, type CompletionContext, type CompletionResult, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import { EditorState, type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface EditorWords {
  /** table or cell → its columns */
  readonly relations: Readonly<Record<string, readonly string[]>>;
  /** traits, option keys, parameters: word → what it is */
  readonly words: readonly { readonly label: string; readonly detail: string }[];
}

export interface EditorOptions {
  readonly text: string;
  readonly language: 'sql' | 'yaml';
  readonly label: string;
  readonly words: () => EditorWords;
  readonly oncommit: (text: string) => void;
  readonly onrun: () => void;
}

/** CodeMirror in a shadow root: there its styles are adopted sheets, which the page's policy allows. */
export function mountEditor(host: HTMLElement, options: EditorOptions): { setText(text: string): void; markLine(line: number | null): void; focus(): void; close(): void } {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const commit = (view: EditorView): void => options.oncommit(view.state.doc.toString());
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        keymap.of([
          { key: 'Mod-Enter', run: (target) => { commit(target); options.onrun(); return true; } },
          { key: 'Escape', run: (target) => { target.contentDOM.blur(); return true; } },
          ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab,
        ]),
        history(),
        closeBrackets(),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
        EditorView.domEventHandlers({ blur: (_, target) => commit(target) }),
        autocompletion({ override: [(context) => complete(context, options)] }),
        options.language === 'sql' ? sql({ dialect: PostgreSQL }) : yaml,
        syntaxHighlighting(colours),
        errorMark,
        looks,
      ],
    }),
  });
  return {
    setText(text) {
      if (text !== view.state.doc.toString()) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    markLine: (line) => view.dispatch({ effects: setError.of(line) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}

const sqlWords = 'SELECT FROM WHERE GROUP BY ORDER BY HAVING LIMIT JOIN LEFT JOIN USING ON WITH AS AND OR NOT IN IS NULL CASE WHEN THEN ELSE END count sum avg min max median quantile_cont date_trunc date_diff coalesce nullif filter over partition'.split(' ');

function complete(context: CompletionContext, options: EditorOptions): CompletionResult | null {
  const { relations, words } = options.words();
  const dotted = context.matchBefore(/[\p{L}_][\p{L}\p{N}_]*\.[\p{L}\p{N}_]*/u);
  if (dotted) {
    const [relation = ''] = dotted.text.split('.');
    const columns = relations[relation];
    return columns ? { from: dotted.from + relation.length + 1, options: columns.map((label) => ({ label, type: 'property', detail: relation })) } : null;
  }
  const word = context.matchBefore(/[$\p{L}_][\p{L}\p{N}_]*/u);
  if (!word && !context.explicit) return null;
  const text = context.state.doc.toString();
  const named = Object.keys(relations).filter((name) => text.includes(name));
  const used = options.language === 'sql' && named.length > 0 ? named : Object.keys(relations);
  return {
    from: word?.from ?? context.pos,
    options: [
      ...Object.keys(relations).map((label) => ({ label, type: 'class', boost: 2 })),
      ...used.flatMap((name) => (relations[name] ?? []).map((label) => ({ label, type: 'property', detail: name, boost: 1 }))),
      ...words.map(({ label, detail }) => ({ label, detail, type: 'variable' })),
      ...(options.language === 'sql' ? sqlWords.map((label) => ({ label, type: 'keyword', boost: -1 })) : []),
    ],
    validFor: /^[$\p{L}\p{N}_]*$/u,
  };
}

const yaml = StreamLanguage.define({
  name: 'yaml',
  startState: () => ({}),
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/#.*/u)) return 'comment';
    if (stream.match(/(?:[\p{L}_$][\p{L}\p{N}_ -]*|"[^"]*"|'[^']*')(?=\s*:(?:\s|$))/u)) return 'propertyName';
    if (stream.match(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/u)) return 'string';
    if (stream.match(/-?\d[\d_.]*(?:e[+-]?\d+)?\b/iu)) return 'number';
    if (stream.match(/\b(?:true|false|null)\b/u)) return 'keyword';
    stream.next();
    return null;
  },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.propertyName], color: 'var(--c-accent)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--c-ok)' },
  { tag: [tags.number, tags.bool], color: 'light-dark(#7a3b00, #f0b27a)' },
  { tag: [tags.comment, tags.lineComment, tags.blockComment], color: 'var(--c-ink-3)', fontStyle: 'italic' },
]);

const setError = StateEffect.define<number | null>();
const errorLine = Decoration.line({ class: 'cb-error' });
const errorMark: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setError)) continue;
      const { value } = effect;
      if (value === null || value < 1 || value > transaction.state.doc.lines) return Decoration.none;
      return RangeSet.of([errorLine.range(transaction.state.doc.line(value).from)]);
    }
    return transaction.docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const looks = EditorView.theme({
  '&': { fontSize: '12.5px', color: 'var(--c-ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--font-mono)', lineHeight: '1.55', padding: '7px 0', caretColor: 'var(--c-ink)' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--c-ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': { backgroundColor: 'var(--c-accent-soft)' },
  '.cb-error': { backgroundColor: 'var(--c-fail-soft)' },
  '.cm-tooltip': { backgroundColor: 'var(--c-surface)', border: '1px solid var(--c-line-strong)', borderRadius: '6px', color: 'var(--c-ink)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-mono)', fontSize: '12px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--c-accent)', color: 'var(--c-on-accent)' },
});
