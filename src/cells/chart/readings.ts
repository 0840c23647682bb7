import { computed } from '../../charts/palette.ts';
import type { Channels, Drawn } from './channels.ts';
import type { ChartOptions } from './options.ts';

/** the colours of the second and third class, as a bridge that names its directions has them */
export const fell = 'var(--cat-2)';
export const rose = 'var(--cat-3)';

interface Step {
  readonly colour: string | null;
  /** before the written amount of what is added */
  readonly sign: string;
}

/** Steps of a bridge: totals stand on zero, what is added and taken away is told by colour and sign, as bars on both sides of zero are. Null for other pictures. */
export function stepsOf({ mark }: ChartOptions, { x, y, low, high, text, fill, stroke }: Channels): readonly Step[] | null {
  if (mark === 'bar' && !fill && !stroke && y?.type === 'class' && x?.type === 'number' && x.values.some((value) => Number(value) < 0) && x.values.some((value) => Number(value) > 0)) return x.values.map((value) => ({ colour: Number(value) < 0 ? fell : rose, sign: '' }));
  if (mark !== 'span' || y || !low || !high || text?.type !== 'number') return null;
  const coloured = fill ?? stroke;
  return text.values.map((value, row): Step => {
    const [amount, ends] = [Number(value), [Number(low.values[row]), Number(high.values[row])]];
    const total = value === null || (ends.includes(0) && ends.some((end) => Math.abs(end - amount) <= 1e-9 * Math.max(1, Math.abs(amount))));
    return { colour: coloured ? null : total ? computed : amount < 0 ? fell : rose, sign: total || amount <= 0 ? '' : '+' };
  });
}

/** A matrix of the same classes both ways has them in the same order both ways, so that who stayed stands on the diagonal. */
export function alike({ mark }: ChartOptions, channels: Channels): Channels {
  const { x, y } = channels;
  if (mark !== 'heatmap' || x?.type !== 'class' || y?.type !== 'class') return channels;
  const [across, down] = [classesOf(x), classesOf(y)];
  const shared = across.filter((name) => down.includes(name)).length;
  if (shared < 2 || 2 * shared < Math.min(across.length, down.length)) return channels;
  const domain = across.length > down.length ? across : down;
  const order = [...domain, ...[...across, ...down].filter((name, index, all) => !domain.includes(name) && all.indexOf(name) === index)];
  return { ...channels, x: { ...x, channel: { ...x.channel, domain: order } }, y: { ...y, channel: { ...y.channel, domain: order } } };
}

const classesOf = ({ channel, values }: Drawn): string[] => channel.domain?.map(String) ?? [...new Set(values.map(String))];
