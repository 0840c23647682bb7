import { expect, test } from 'vitest';
import { placeTexts } from './placeTexts.ts';

test('a text moves up or down where another stands, and to the left of its dot at the right edge', () => {
  const places = placeTexts([{ x: 10, y: 50, text: 'delivery' }, { x: 20, y: 50, text: 'price' }, { x: 15, y: 50, text: 'claims' }, { x: 290, y: 50, text: 'ordering' }], 300);
  expect(places).toEqual([{ dy: 0, anchor: 'start' }, { dy: -12, anchor: 'start' }, { dy: 12, anchor: 'start' }, { dy: 0, anchor: 'end' }]);
});
