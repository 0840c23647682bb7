import { describe, expect, test } from 'vitest';
import { digits } from '../testing.ts';
import { incompleteBeta } from './beta.ts';
import { chiSquaredTail, fTail, noncentralTCdf, normalCdf, normalQuantile, normalTwoSided, tQuantile, tTwoSided } from './distributions.ts';
import { digamma, incompleteGamma, logGamma, trigamma } from './gamma.ts';
import { hypergeometric } from './hypergeometric.ts';

describe('special functions have at least 11 correct digits', () => {
  test.each<[string, number, number]>([
    ['logGamma(0.001)', logGamma(0.001), 6.9071788853838536825],
    ['logGamma(0.2426)', logGamma(0.2426), 1.3197854750907922372],
    ['logGamma(3.7)', logGamma(3.7), 1.4280723266653879219],
    ['logGamma(14.9)', logGamma(14.9), 24.924132002217277353],
    ['logGamma(123.456)', logGamma(123.456), 469.60554712992946873],
    ['logGamma(1e6)', logGamma(1e6), 12815504.569147611660],
    ['digamma(0.05)', digamma(0.05), -20.497844991299870371],
    ['trigamma(0.05)', trigamma(0.05), 401.53235734211511931],
    ['digamma(2.5)', digamma(2.5), 0.70315664064524318723],
    ['trigamma(2.5)', trigamma(2.5), 0.49035775610023486497],
    ['digamma(40)', digamma(40), 3.6763273740348431259],
    ['trigamma(40)', trigamma(40), 0.025315103841291028158],
    ['incompleteGamma(0.5, 0.1).upper', incompleteGamma(0.5, 0.1).upper, 0.65472084601857702940],
    ['incompleteGamma(3.2, 9).upper', incompleteGamma(3.2, 9).upper, 0.0081768871717752824381],
    ['incompleteGamma(50, 40).upper', incompleteGamma(50, 40).upper, 0.92966493334060504556],
    ['incompleteGamma(200, 260).upper', incompleteGamma(200, 260).upper, 0.000047500124443008756428],
    ['incompleteBeta(0.3, 2, 3)', incompleteBeta(0.3, 2, 3), 0.34830000000000000000],
    ['incompleteBeta(0.9, 0.5, 17)', incompleteBeta(0.9, 0.5, 17), 0.99999999999999999857],
    ['incompleteBeta(0.02, 40, 0.5)', incompleteBeta(0.02, 40, 0.5), 9.8745360530458195395e-70],
    ['incompleteBeta(0.5, 300, 310)', incompleteBeta(0.5, 300, 310), 0.65732518251491628510],
    ['normalCdf(-8)', normalCdf(-8), 6.2209605742717841235e-16],
    ['normalCdf(-1.3)', normalCdf(-1.3), 0.096800484585610333152],
    ['normalCdf(0.4)', normalCdf(0.4), 0.65542174161032416674],
    ['normalCdf(5)', normalCdf(5), 0.99999971334842812081],
    ['normalTwoSided(3)', normalTwoSided(3), 0.0026997960632601890533],
    ['normalQuantile(1e-10)', normalQuantile(1e-10), -6.3613409024040562047],
    ['normalQuantile(0.025)', normalQuantile(0.025), -1.9599639845400542355],
    ['normalQuantile(0.3)', normalQuantile(0.3), -0.52440051270804078404],
    ['normalQuantile(0.975)', normalQuantile(0.975), 1.9599639845400542355],
    ['tTwoSided(2, 3)', tTwoSided(2, 3), 0.13932596855884317685],
    ['tTwoSided(4.136, 9)', tTwoSided(4.136, 9), 0.0025367061415554000477],
    ['tTwoSided(12, 40)', tTwoSided(12, 40), 7.8241713042559726229e-15],
    ['tTwoSided(1.96, 100000)', tTwoSided(1.96, 100000), 0.049998563194301633882],
    ['tQuantile(0.975, 1)', tQuantile(0.975, 1), 12.706204736174704646],
    ['tQuantile(0.975, 9)', tQuantile(0.975, 9), 2.2621571627982055426],
    ['tQuantile(0.975, 34)', tQuantile(0.975, 34), 2.0322445093177189645],
    ['tQuantile(0.975, 1000)', tQuantile(0.975, 1000), 1.9623390808264084850],
    ['chiSquaredTail(10.3267, 1)', chiSquaredTail(10.3267, 1), 0.0013111943255813808449],
    ['fTail(330.285339235, 6, 9)', fTail(330.285339235, 6, 9), 4.9840305286970045611e-10],
    ['hypergeometric(1.2, 2.4, 4.1, 0.3)', hypergeometric(1.2, 2.4, 4.1, 0.3), 1.2712041226973811038],
    ['hypergeometric(30.5, 3.2, 2.7, 0.55)', hypergeometric(30.5, 3.2, 2.7, 0.55), 150663386143.93213460],
    ['hypergeometric(0.553, 1.6, 2.2, 0.97)', hypergeometric(0.553, 1.6, 2.2, 0.97), 2.8873019563057811127],
  ])('%s', (_, found, expected) => {
    expect(digits(found, expected)).toBeGreaterThan(11);
  });
});

test('the non-central t has 10 digits', () => {
  expect(digits(noncentralTCdf(2.1, 18, 1.5), 0.7049486213150451)).toBeGreaterThan(10);
  expect(digits(noncentralTCdf(2.024394, 38, 3.16227766), 0.13104716362814484)).toBeGreaterThan(10);
});
