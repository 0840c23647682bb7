import { describe, expect, test } from 'vitest';
import { locales } from '../../messages/locale.ts';
import { rfmTactic } from '../rfm/tactics.ts';
import { cubeTactic } from './tactics.ts';

const thirds = ['low', 'middle', 'high'];
const cross = (...lists: string[][]): string[][] => lists.reduce<string[][]>((rows, list) => rows.flatMap((row) => list.map((value) => [...row, value])), [[]]);

describe('a tactic to begin with', () => {
  test.each(locales)('stands in every cell of the three cubes of the sources, in %s', (locale) => {
    const who = cross(['1', '2', '3+'], thirds, thirds).map(([competition = '', share_of_wallet = '', ltv = '']) => cubeTactic({ competition, share_of_wallet, ltv }, locale));
    const how = cross(['unsystematic', 'semi', 'systematic'], thirds, thirds).map(([systematicity = '', overdue_share = '', ltv = '']) => cubeTactic({ systematicity, overdue_share, ltv }, locale));
    const how2 = cross(thirds, ['unsystematic', 'semi', 'systematic'], thirds).map(([margin_pct = '', systematicity = '', demand = '']) => cubeTactic({ margin_pct, systematicity, demand }, locale));
    expect([...who, ...how, ...how2].filter((tactic) => tactic.length < 20)).toEqual([]);
    expect(new Set(who).size).toBeGreaterThan(5);
  });

  test.each(locales)('stands in all 27 cells of RFM, each its own, in %s', (locale) => {
    const tactics = cross(['1', '2', '3'], ['1', '2', '3'], ['1', '2', '3']).map(([r, f, m]) => rfmTactic([Number(r), Number(f), Number(m)], 3, locale));
    expect(new Set(tactics).size).toBe(27);
  });

  test('is not made up for axes that the sources do not speak of', () => {
    expect(cubeTactic({ region: 'North', breadth: 'low' }, 'en')).toBe('');
  });
});
