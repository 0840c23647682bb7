import * as Plot from '@observablehq/plot';
import { buildPlot } from '../../cells/chart/plot.ts';
import type { Locale } from '../../messages/locale.ts';
import type { Figure } from '../../share/figures.ts';
import { element, escapeHtml } from '../../share/html.ts';

/** Figures as SVG text, by cell id. A chart cell's own title stands above the cell already. */
export function drawPictures(figures: ReadonlyMap<string, readonly Figure[]>, titled: (cell: string) => boolean, locale: Locale, currency: string | null): Map<string, string> {
  return new Map([...figures].map(([cell, drawn]) => [cell, drawn.map((figure) => drawFigure(figure, titled(cell), locale, currency)).join('')]));
}

function drawFigure({ chart, table, title, finds }: Figure, titled: boolean, locale: Locale, currency: string | null): string {
  const built = buildPlot(table, chart, { locale, currency }, 900);
  const picture = Plot.plot(built.plot);
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', title);
  const legend = built.legend.length > 1 ? element('ul', { class: 'legend' }, ...built.legend.map(({ label, colour }) => element('li', {}, element('span', { class: 'swatch', style: `background:${colour}` }), escapeHtml(label)))) : '';
  return element('figure', {}, titled && finds !== true ? '' : element('h3', {}, escapeHtml(title)), legend, new XMLSerializer().serializeToString(picture));
}
