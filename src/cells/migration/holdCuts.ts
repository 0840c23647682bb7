import * as v from 'valibot';
import type cube from '../cube/cell.ts';
import type rfm from '../rfm/cell.ts';

const cubeFacts = v.object({ axes: v.array(v.object({ trait: v.string(), labels: v.array(v.string()), cuts: v.nullable(v.array(v.number())), method: v.string() })) });
const rfmFacts = v.object({ cuts: v.object({ recency: v.array(v.number()), frequency: v.array(v.number()), monetary: v.array(v.number()) }) });

interface Segmentation {
  readonly cube?: v.InferOutput<typeof cube.schema> | undefined;
  readonly rfm?: v.InferOutput<typeof rfm.schema> | undefined;
}

/** The segmentation with the cut points that it was given at the first date in place of quantiles. */
export function holdCuts<Options extends Segmentation>(options: Options, facts: unknown): Options {
  const crossed = v.safeParse(cubeFacts, facts);
  if (options.cube && crossed.success) {
    const axes = options.cube.axes.map((axis, index) => {
      const found = crossed.output.axes[index];
      return found?.method === 'quantile' && found.cuts && found.cuts.length > 0 ? { ...axis, bands: { cuts: found.cuts }, labels: found.labels } : axis;
    });
    return { ...options, cube: { ...options.cube, axes } };
  }
  const scored = v.safeParse(rfmFacts, facts);
  if (options.rfm && scored.success) return { ...options, rfm: { ...options.rfm, score: 'threshold', thresholds: scored.output.cuts } };
  return options;
}
