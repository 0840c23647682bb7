import { readFileSync, readdirSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { locales } from '../locale.ts';
import { translate } from './translate.ts';

const source = new URL('../../', import.meta.url);

describe('failures in the reader’s language', () => {
  it('has a translation of every sentence that the code can fail with', () => {
    const sentences = readdirSync(source, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^(cli|messages)\//.test(file))
      .flatMap((file) => failuresIn(file).map((sentence) => ({ file, sentence })));
    expect(sentences.length).toBeGreaterThan(250);
    const untold = sentences.filter(({ sentence }) => locales.some((locale) => locale !== 'en' && translate(sentence, locale) === sentence && !nothingToSay.test(sentence)));
    expect(untold).toEqual([]);
  });

  it('puts what was named where the translation wants it', () => {
    expect(translate('clients has no column "INN"', 'ru')).toBe('В clients нет колонки «INN»');
    expect(translate('row 7 is longer than 64 MB: this is no table', 'pl')).toBe('wiersz 7 ma ponad 64 MB: to nie tabela');
  });

  it('translates a failure inside a failure', () => {
    expect(translate('cell "a", which this one reads, failed: cell "b", which this one reads, failed: There are no order lines.', 'ru')).toBe('ячейка «a», которую читает эта, не выполнена: ячейка «b», которую читает эта, не выполнена: Строк заказов нет.');
    expect(translate('cell "plan", option "bands": expected "quantiles", found 3', 'pl')).toBe('komórka „plan”, opcja "bands": oczekiwano: "quantiles", jest 3');
  });

  it('says the usual errors of the engine, and keeps its words behind the kind of the others', () => {
    expect(translate('Binder Error: Referenced column "revenu" not found in FROM clause!', 'ru')).toBe('Колонки «revenu» нет в том, что читает запрос.');
    expect(translate('Binder Error: something new happened', 'pl')).toBe('Zapytanie jest zrozumiałe, lecz niewykonalne: something new happened');
  });

  it('leaves what it does not know, and English, as it is', () => {
    expect(translate('a sentence that nobody wrote', 'ru')).toBe('a sentence that nobody wrote');
    expect(translate('There are no order lines.', 'en')).toBe('There are no order lines.');
  });

  it('answers at once on a long hostile text', () => {
    const hostile = `${' needs , and '.repeat(50_000)}.`;
    expect(translate(hostile, 'ru').length).toBeGreaterThan(0);
  });
});

/** names of options and values, the same in every language */
const nothingToSay = /^(\W|\d)*$|^[a-z_]+: ?X\d$|^X\d(: X\d)?$|^mapping\.yaml: |^metrics\[|^[a-z]+$|^order_lines$|^where: X0 X1$|^"[a-z]+": X0$/;

/** The English sentences of `fail`, `Unreadable` and the like, with X1, X2 … where they name something. */
function failuresIn(file: string): readonly string[] {
  const found: string[] = [];
  const tree = ts.createSourceFile(file, readFileSync(new URL(file, source), 'utf8'), ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ['fail', 'refuse', 'dependence'].includes(node.expression.getText())) node.arguments.slice(node.expression.getText() === 'fail' ? 1 : 0).forEach((argument) => collect(argument, found));
    else if (ts.isNewExpression(node) && ['Unreadable', 'RuleError', 'MissingDate'].includes(node.expression.getText())) node.arguments?.slice(0, 1).forEach((argument) => collect(argument, found));
    else if (ts.isObjectLiteralExpression(node) && node.properties.some((property) => property.name?.getText() === 'ok')) collect(node, found);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found.filter((sentence) => /[a-z]{2}/.test(sentence));
}

function collect(node: ts.Node, found: string[]): void {
  if (ts.isStringLiteralLike(node)) found.push(node.text);
  else if (ts.isTemplateExpression(node)) found.push(node.head.text + node.templateSpans.map(({ literal }, index) => `X${index}${literal.text}`).join(''));
  else if (ts.isConditionalExpression(node)) [node.whenTrue, node.whenFalse].forEach((branch) => collect(branch, found));
  else if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties) if (ts.isPropertyAssignment(property) && ['hint', 'message', 'reason'].includes(property.name.getText())) collect(property.initializer, found);
  }
}
