import { expect, test } from 'vitest';
import { History } from './History.ts';

const steps = (...texts: string[]): History<string> => texts.slice(1).reduce((history, text) => history.push(text), History.of(texts[0] ?? ''));

test('undo walks back through every step and redo forth again', () => {
  const history = steps('a', 'b', 'c');
  expect(history.undo().undo().present).toBe('a');
  expect(history.undo().undo().redo().redo().present).toBe('c');
});

test('a fresh document has nothing to undo or redo', () => {
  const history = History.of('a');
  expect([history.canUndo, history.canRedo, history.undo().present, history.redo().present]).toEqual([false, false, 'a', 'a']);
});

test('a new step after undo forgets what was undone', () => {
  const history = steps('a', 'b').undo().push('c');
  expect([history.canRedo, history.present, history.undo().present]).toEqual([false, 'c', 'a']);
});

test('the same document again is no step', () => {
  expect(History.of('a').push('a').canUndo).toBe(false);
});

test('amending changes the step at hand', () => {
  expect(steps('a', 'b').amend('bc').undo().present).toBe('a');
});

test('restored steps are walked as if they had just been made', () => {
  const history = History.restore(['a', 'b'], 'c', ['d']);
  expect([history.undo().undo().present, history.redo().present, history.undo().settle('B').redo().undo().present]).toEqual(['a', 'd', 'B']);
});

test('five hundred steps are kept', () => {
  let history = History.of(0);
  for (let step = 1; step <= 600; step++) history = history.push(step);
  let undone = 0;
  while (history.canUndo) {
    history = history.undo();
    undone++;
  }
  expect([undone, history.present]).toEqual([500, 100]);
});
