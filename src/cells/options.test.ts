import { describe, expect, test } from 'vitest';
import { decide } from './options.ts';

describe('what a person decides for a segment', () => {
  const path = ['segments', '3 / 3 / 3'];

  test('is written at its place', () => {
    expect(decide(path, undefined, 'name', 'VIP', 'en')).toEqual([{ path: [...path, 'name'], value: 'VIP' }]);
    expect(decide(path, { name: 'VIP', tactic: 'Call' }, 'tactic', '', 'en')).toEqual([{ path: [...path, 'tactic'], value: undefined }]);
  });

  test('changes a text of several languages in the one that is shown', () => {
    expect(decide(path, { name: { en: 'VIP', ru: 'ВИП' } }, 'name', 'Лучшие', 'ru')).toEqual([{ path: [...path, 'name', 'ru'], value: 'Лучшие' }]);
  });

  test('keeps a name that was written without a key', () => {
    expect(decide(path, { name: 'VIP' }, 'tactic', 'Call first', 'en')).toEqual([
      { path: [...path, 'name'], value: 'VIP' },
      { path: [...path, 'tactic'], value: 'Call first' },
    ]);
  });
});
