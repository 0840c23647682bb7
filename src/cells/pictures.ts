import * as v from 'valibot';
import { chartSchema, type ChartOptions } from './chart/options.ts';
import type { DrawPictures, Picture } from './Picture.ts';

const files = import.meta.glob<DrawPictures>('./*/chart.ts', { eager: true, import: 'default' });

/** How each study draws itself, by cell kind, found by folder: src/cells/<kind>/chart.ts. A list of the largest counts all that it was drawn from. */
export const pictures: ReadonlyMap<string, DrawPictures> = new Map(Object.entries(files).map(([path, draw]) => [path.split('/')[1] ?? path, (study) => draw(study).map((picture) => ({ n: study.rows(picture.table), ...picture }))]));

/** A picture as the chart kind draws it, its defaults filled in. */
export const chartOf = ({ table, title, chart }: Picture): ChartOptions => v.parse(chartSchema, { ...chart, from: table, title });
