import { describe, expect, test } from 'vitest';
import { digits } from '../testing.ts';
import { incompleteBeta } from './beta.ts';
import { chiSquaredTail, fTail, noncentralTCdf, normalCdf, normalQuantile, normalTwoSided, tQuantile, tTwoSided } from './distributions.ts';
import { digamma, incompleteGamma, logGamma, trigamma } from './gamma.ts';
import { hypergeometric } from './hypergeometric.ts';

describe('special functions have at least 11 correct digits', () => {
  test.each<[string, number, number]>([
    ['logGamma(0.001)', logGamma(0.001), 6.907178885383853],
    ['logGamma(0.2426)', logGamma(0.2426), 1.3197854750907922],
    ['logGamma(3.7)', logGamma(3.7), 1.4280723266653879],
    ['logGamma(14.9)', logGamma(14.9), 24.924132002217277],
    ['logGamma(123.456)', logGamma(123.456), 469.60554712992945],
    ['logGamma(1e6)', logGamma(1e6), 12815504.569147611],
    ['digamma(0.05)', digamma(0.05), -20.49784499129987],
    ['trigamma(0.05)', trigamma(0.05), 401.5323573421151],
    ['digamma(2.5)', digamma(2.5), 0.7031566406452432],
    ['trigamma(2.5)', trigamma(2.5), 0.49035775610023485],
    ['digamma(40)', digamma(40), 3.676327374034843],
    ['trigamma(40)', trigamma(40), 0.02531510384129103],
    ['incompleteGamma(0.5, 0.1).upper', incompleteGamma(0.5, 0.1).upper, 0.654720846018577],
    ['incompleteGamma(3.2, 9).upper', incompleteGamma(3.2, 9).upper, 0.008176887171775282],
    ['incompleteGamma(50, 40).upper', incompleteGamma(50, 40).upper, 0.9296649333406051],
    ['incompleteGamma(200, 260).upper', incompleteGamma(200, 260).upper, 4.750012444300876e-05],
    ['incompleteBeta(0.3, 2, 3)', incompleteBeta(0.3, 2, 3), 0.3483],
    ['incompleteBeta(0.9, 0.5, 17)', incompleteBeta(0.9, 0.5, 17), 1.0],
    ['incompleteBeta(0.02, 40, 0.5)', incompleteBeta(0.02, 40, 0.5), 9.87453605304582e-70],
    ['incompleteBeta(0.5, 300, 310)', incompleteBeta(0.5, 300, 310), 0.6573251825149163],
    ['normalCdf(-8)', normalCdf(-8), 6.220960574271784e-16],
    ['normalCdf(-1.3)', normalCdf(-1.3), 0.09680048458561033],
    ['normalCdf(0.4)', normalCdf(0.4), 0.6554217416103242],
    ['normalCdf(5)', normalCdf(5), 0.9999997133484281],
    ['normalTwoSided(3)', normalTwoSided(3), 0.002699796063260189],
    ['normalQuantile(1e-10)', normalQuantile(1e-10), -6.361340902404057],
    ['normalQuantile(0.025)', normalQuantile(0.025), -1.9599639845400543],
    ['normalQuantile(0.3)', normalQuantile(0.3), -0.5244005127080408],
    ['normalQuantile(0.975)', normalQuantile(0.975), 1.9599639845400543],
    ['tTwoSided(2, 3)', tTwoSided(2, 3), 0.1393259685588432],
    ['tTwoSided(4.136, 9)', tTwoSided(4.136, 9), 0.0025367061415554],
    ['tTwoSided(12, 40)', tTwoSided(12, 40), 7.824171304255972e-15],
    ['tTwoSided(1.96, 100000)', tTwoSided(1.96, 100000), 0.04999856319430163],
    ['tQuantile(0.975, 1)', tQuantile(0.975, 1), 12.706204736174705],
    ['tQuantile(0.975, 9)', tQuantile(0.975, 9), 2.2621571627982053],
    ['tQuantile(0.975, 34)', tQuantile(0.975, 34), 2.032244509317719],
    ['tQuantile(0.975, 1000)', tQuantile(0.975, 1000), 1.9623390808264085],
    ['chiSquaredTail(10.3267, 1)', chiSquaredTail(10.3267, 1), 0.0013111943255813808],
    ['fTail(330.285339235, 6, 9)', fTail(330.285339235, 6, 9), 4.984030528697005e-10],
    ['hypergeometric(1.2, 2.4, 4.1, 0.3)', hypergeometric(1.2, 2.4, 4.1, 0.3), 1.2712041226973811],
    ['hypergeometric(30.5, 3.2, 2.7, 0.55)', hypergeometric(30.5, 3.2, 2.7, 0.55), 150663386143.93213],
    ['hypergeometric(0.553, 1.6, 2.2, 0.97)', hypergeometric(0.553, 1.6, 2.2, 0.97), 2.887301956305781],
  ])('%s', (_, found, expected) => {
    expect(digits(found, expected)).toBeGreaterThan(11);
  });
});

test('the non-central t has 10 digits', () => {
  expect(digits(noncentralTCdf(2.1, 18, 1.5), 0.7049486213150451)).toBeGreaterThan(10);
  expect(digits(noncentralTCdf(2.024394, 38, 3.16227766), 0.13104716362814484)).toBeGreaterThan(10);
});
