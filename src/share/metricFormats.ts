import * as v from 'valibot';
import { type FormatKind, formatKinds } from '../charts/formatValue.ts';
import type { Cell } from '../notebook/Notebook.ts';
import { readYaml } from '../notebook/readYaml.ts';

const metrics = v.object({ metrics: v.array(v.object({ format: v.optional(v.picklist(formatKinds), 'number') })) });

/** How the figures of a metrics cell are written, in their order; empty where its text does not say. */
export function metricFormats({ body }: Cell): readonly FormatKind[] {
  const yaml = readYaml(body);
  const parsed = yaml.ok ? v.safeParse(metrics, yaml.value.value) : null;
  return parsed?.success ? parsed.output.metrics.map(({ format }) => format) : [];
}
