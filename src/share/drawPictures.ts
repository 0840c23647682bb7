import * as Plot from '@observablehq/plot';
import { buildPlot } from '../cells/chart/plot.ts';
import type { Locale } from '../messages/locale.ts';
import type { Figure } from './figures.ts';
import { element, escapeHtml } from './html.ts';

/** Figures as SVG text, by cell id, made with the document of a page or of the headless runner. A chart cell's own title stands above the cell already. */
export function drawPictures(figures: ReadonlyMap<string, readonly Figure[]>, titled: (cell: string) => boolean, locale: Locale, currency: string | null, document: Document): Map<string, string> {
  return new Map([...figures].map(([cell, drawn]) => [cell, drawn.map((figure) => drawFigure(figure, titled(cell), locale, currency, document)).join('')]));
}

function drawFigure({ chart, table, title, finds }: Figure, titled: boolean, locale: Locale, currency: string | null, document: Document): string {
  const built = buildPlot(table, chart, { locale, currency }, 900);
  const picture = Plot.plot({ ...built.plot, document });
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', title);
  const legend = built.legend.length > 1 ? element('ul', { class: 'legend' }, ...built.legend.map(({ label, colour }) => element('li', {}, element('span', { class: 'swatch', style: `background:${colour}` }), escapeHtml(label)))) : '';
  return element('figure', {}, titled && finds !== true ? '' : element('h3', {}, escapeHtml(title)), legend, picture.outerHTML);
}
