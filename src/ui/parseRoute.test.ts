import { expect, test } from 'vitest';
import { formatRoute, parseRoute, type Route } from './parseRoute.ts';

test.each<[string, Route]>([
  ['', { page: 'first' }],
  ['#/', { page: 'first' }],
  ['#/sample', { page: 'sample' }],
  ['#/notebook/rfm-27', { page: 'notebook', slug: 'rfm-27' }],
  ['#/kept/a%20b', { page: 'kept', id: 'a b' }],
  ['#/notebook/', { page: 'first' }],
  ['#/notebook/%', { page: 'notebook', slug: '%' }],
  ['#/nowhere', { page: 'first' }],
])('the address %s leads to %o', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

test('a route survives being written as an address', () => {
  const route: Route = { page: 'kept', id: 'план/2026 #1' };
  expect(parseRoute(formatRoute(route))).toEqual(route);
});
