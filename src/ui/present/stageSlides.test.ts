import { expect, test } from 'vitest';
import { parseNotebook } from '../../notebook/parseNotebook.ts';
import { type StageSlide, stageSlides } from './stageSlides.ts';

const kinds = ['sql', 'chart', 'cube', 'metrics', 'param', 'table'];
const slidesOf = (...parts: string[]): readonly StageSlide[] => stageSlides(parseNotebook(parts.join('\n\n'), { kinds, reserved: [] }));
const cell = (info: string): string => `\`\`\`${info}\nx: 1\n\`\`\``;

test.each([
  ['a heading alone', ['# A'], 'title'],
  ['a heading with prose', ['# A', 'Words.'], 'text'],
  ['prose and numbers', ['# A', 'Words.', cell('metrics id=m')], 'numbers'],
  ['a picture without prose', ['# A', cell('chart id=c')], 'picture'],
  ['a chart with prose', ['# A', 'Words.', cell('chart id=c')], 'beside'],
  ['a cube with prose', ['# A', 'Words.', cell('cube id=c')], 'cube'],
  ['a chart with a control', ['# A', 'Words.', cell('param id=p'), cell('chart id=c')], 'stack'],
  ['two pictures', ['# A', cell('chart id=c'), cell('table id=t')], 'gallery'],
])('%s makes its own layout', (_, parts, layout) => {
  expect(slidesOf(...parts).map((slide) => slide.layout)).toEqual([layout]);
});

test('queries that are folded away, cells to skip and notes are not on the stage', () => {
  const [slide] = slidesOf('# A', cell('sql id=a hidden'), cell('sql id=b'), cell('table id=c skip'), cell('table id=d notes'));
  expect([slide?.cells.map(({ id }) => id), slide?.notes.map(({ id }) => id)]).toEqual([['b'], ['d']]);
});

test('the heading stands above the prose, not in it', () => {
  const [slide] = slidesOf('# A {{ as_of }}\n\nWords.');
  expect([slide?.heading.map(({ type }) => type), slide?.prose.map(({ type }) => type)]).toEqual([['text', 'value'], ['paragraph']]);
});

test('a heading with more pictures than a slide can show goes over several, its prose on the first', () => {
  const slides = slidesOf('# A', 'Words.', cell('metrics id=m'), cell('chart id=a'), cell('table id=b'), cell('cube id=c'), cell('table id=d'));
  expect(slides.map(({ cells, part, parts, prose }) => [cells.map(({ id }) => id).join(), part, parts, prose.length])).toEqual([['m,a,b', 1, 3, 1], ['c', 2, 3, 0], ['d', 3, 3, 0]]);
});
