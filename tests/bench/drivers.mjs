#!/usr/bin/env node
// Seconds of a driver model of 100,000 customers × 12 predictors with HC3 and exact LMG, and the ratio to a plain implementation
// (normal equations, HC3 row by row, one regression a subset), in numpy where python3 has it and in JavaScript else:
//   node tests/bench/drivers.mjs [--rows 100000] [--predictors 12]
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, createServer, createServerModuleRunner } from 'vite';

const option = (name, otherwise) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
};
const rows = option('rows', 100_000);
const predictors = option('predictors', 12);
const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const server = await createServer({ root, configFile: false, customLogger: createLogger('error'), appType: 'custom', optimizeDeps: { noDiscovery: true, include: [] }, server: { middlewareMode: true, hmr: false, watch: null, ws: false }, ssr: { external: true } });
const runner = createServerModuleRunner(server.environments.ssr, { hmr: false });
try {
  const { fitLeastSquares } = await runner.import('/src/statistics/linear/fitLeastSquares.ts');
  const { describeCoefficients } = await runner.import('/src/statistics/linear/describeModel.ts');
  const { correlations, johnsonWeights, lmg } = await runner.import('/src/statistics/linear/importance.ts');
  const { Random } = await runner.import('/src/statistics/random.ts');
  const random = new Random(1);
  const columns = Array.from({ length: predictors }, () => Float64Array.from({ length: rows }, () => 1 + Math.floor(random.uniform() * 10)));
  const y = Float64Array.from({ length: rows }, (_, row) => columns.reduce((sum, column, at) => sum + (column[row] * at) / 50, 0) + random.uniform() * 3);
  const design = [new Float64Array(rows).fill(1), ...columns];

  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const started = performance.now();
    const fit = fitLeastSquares(design, y, true);
    describeCoefficients(design, y, fit, 'hc3', true);
    const fitted = performance.now();
    const matrix = correlations(columns, y, true);
    lmg(matrix, columns.map((_, at) => [at]), [], 1);
    johnsonWeights(matrix, columns.map((_, at) => at), []);
    times.push({ model: fitted - started, importance: performance.now() - fitted });
  }
  const best = times.reduce((least, time) => (time.model + time.importance < least.model + least.importance ? time : least));
  const ours = (best.model + best.importance) / 1000;
  process.stdout.write(`${rows} rows × ${predictors}: ${ours.toFixed(3)} s (model with HC3 ${(best.model / 1000).toFixed(3)}, importance ${(best.importance / 1000).toFixed(3)})\n`);

  const plain = inNumpy() ?? inPlainScript(design, y);
  process.stdout.write(`plain implementation in ${plain.name}: ${plain.seconds.toFixed(3)} s; ratio ${(ours / plain.seconds).toFixed(2)}\n`);
} finally {
  await runner.close();
  await server.close();
}

function inNumpy() {
  const script = `
import numpy as np, time, itertools
n, p = ${rows}, ${predictors}
g = np.random.default_rng(1)
X = g.integers(1, 11, (n, p)).astype(float); y = X @ (np.arange(p) / 50) + 3 * g.random(n)
best = 1e9
for _ in range(2):
    t = time.perf_counter()
    Z = np.column_stack([np.ones(n), X]); C = np.linalg.inv(Z.T @ Z); b = C @ (Z.T @ y); e = y - Z @ b
    h = np.einsum('ij,jk,ik->i', Z, C, Z); V = C @ ((Z * ((e / (1 - h)) ** 2)[:, None]).T @ Z) @ C
    R = np.corrcoef(np.column_stack([X, y]), rowvar=False); r2 = {(): 0.0}
    for k in range(1, p + 1):
        for S in itertools.combinations(range(p), k):
            s = list(S); r2[S] = R[p, s] @ np.linalg.solve(R[np.ix_(s, s)], R[s, p])
    best = min(best, time.perf_counter() - t)
print(best)`;
  const ran = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
  return ran.status === 0 ? { name: 'numpy', seconds: Number(ran.stdout) } : null;
}

function inPlainScript(columns, outcome) {
  const started = performance.now();
  const size = columns.length;
  const gram = columns.map((one) => columns.map((two) => one.reduce((sum, value, row) => sum + value * two[row], 0)));
  const toOutcome = columns.map((one) => one.reduce((sum, value, row) => sum + value * outcome[row], 0));
  const all = Array.from({ length: size }, (_, at) => at);
  const inverse = all.map((at) => solve(gram, all.map((other) => Number(other === at))));
  const beta = solve(gram, toOutcome);
  const meat = all.map(() => new Float64Array(size));
  for (let row = 0; row < outcome.length; row += 1) {
    const x = columns.map((column) => column[row]);
    const leverage = x.reduce((sum, value, at) => sum + value * inverse[at].reduce((inner, entry, other) => inner + entry * x[other], 0), 0);
    const weight = ((outcome[row] - x.reduce((sum, value, at) => sum + value * beta[at], 0)) / (1 - leverage)) ** 2;
    for (const one of all) for (const two of all) meat[one][two] += weight * x[one] * x[two];
  }
  for (let set = 1; set < 2 ** (size - 1); set += 1) {
    const chosen = [0, ...all.slice(1).filter((at) => set & (1 << (at - 1)))];
    solve(chosen.map((one) => chosen.map((two) => gram[one][two])), chosen.map((at) => toOutcome[at]));
  }
  return { name: 'JavaScript', seconds: (performance.now() - started) / 1000 };
}

function solve(matrix, right) {
  const a = matrix.map((row, at) => [...row, right[at]]);
  for (let k = 0; k < a.length; k += 1)
    for (let i = 0; i < a.length; i += 1) {
      if (i === k) continue;
      const share = a[i][k] / a[k][k];
      for (let j = k; j <= a.length; j += 1) a[i][j] -= share * a[k][j];
    }
  return a.map((row, at) => row[a.length] / row[at]);
}
