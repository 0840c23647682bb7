import type PptxGenJS from 'pptxgenjs';
import type { Localised, Locale } from '../../messages/locale.ts';
import type { Box } from './boxes.ts';
import type { NativeChart } from './nativeChart.ts';
import type { DeckColours } from './palette.ts';

const first = { en: 'first {n} of {all}', ru: 'первые {n} из {all}', pl: 'pierwsze {n} z {all}' } satisfies Localised;
const barHeight = 0.21;

/** A chart that can be edited; of more lying bars than have room beside each other, the first. */
export function drawChart(slide: PptxGenJS.Slide, whole: NativeChart, place: Box, locale: Locale, face: string, colours: DeckColours): void {
  const across = whole.form === 'bar';
  const legend = whole.series.length > 1 && !whole.floating;
  const most = across ? Math.max(4, Math.floor((place.h - (legend ? 1.2 : 0.85)) / barHeight)) : whole.categories.length;
  const cut = whole.categories.length > most;
  const chart = cut ? { ...whole, categories: whole.categories.slice(0, most), series: whole.series.map((one) => ({ ...one, values: one.values.slice(0, most) })) } : whole;
  const box = cut ? { ...place, h: place.h - 0.24 } : place;
  const scattered = chart.form === 'scatter';
  // office programs draw the categories of lying bars from below
  const order = <T>(values: readonly T[]): T[] => (across ? values.toReversed() : [...values]);
  // a missing value is written as none; the library's types know numbers only
  const values = (numbers: readonly (number | null)[]): number[] => order(numbers) as number[];
  const data = scattered
    ? [{ name: chart.categoryTitle, values: chart.categories.map(Number) }, ...chart.series.map(({ name, values: numbers }) => ({ name, values: values(numbers) }))]
    : chart.series.map(({ name, values: numbers }) => ({ name, labels: order(chart.categories), values: values(numbers) }));
  const single = chart.series.length === 1;
  const highest = Math.max(0, ...chart.series.flatMap((one) => one.values.map((value) => value ?? 0)));
  const whole100 = chart.numbers === '0%' && single && highest > 0.8 && highest <= 1;
  const label = 0.14 + 0.095 * Math.max(1, ...chart.categories.map((category) => category.length));
  const between = Math.ceil((chart.categories.length * label) / Math.max(1, box.w - 1));
  slide.addChart(chart.form === 'column' ? 'bar' : chart.form, data, {
    ...box,
    barDir: across ? 'bar' : 'col',
    barGrouping: single ? 'clustered' : 'stacked',
    barGapWidthPct: 45,
    chartColors: chart.series.map(({ slot }, index) => (chart.floating && index === 0 ? 'ffffff' : (colours.classes[single ? 0 : slot + 1] ?? colours.muted))),
    showLegend: legend,
    legendPos: 'b',
    legendFontSize: 11,
    legendFontFace: face,
    showValue: single && across && chart.categories.length <= 20,
    dataLabelFormatCode: chart.numbers,
    dataLabelFontSize: 10,
    dataLabelFontFace: face,
    dataLabelColor: colours.ink,
    catAxisLabelFontSize: 10,
    catAxisLabelFontFace: face,
    // labels that would run into each other are left out in between; long words are slanted by the program
    ...(!across && !scattered && chart.categories.length > 12 && between > 1 && { catAxisLabelFrequency: String(between) }),
    // below what is drawn, also where values are negative
    catAxisLabelPos: 'low',
    valAxisLabelFontSize: 10,
    valAxisLabelFontFace: face,
    catAxisLabelColor: colours.ink,
    valAxisLabelColor: colours.muted,
    valAxisLabelFormatCode: chart.numbers,
    ...(whole100 && { valAxisMaxVal: 1 }),
    valGridLine: chart.floating ? { style: 'none' } : { color: colours.line, size: 0.5 },
    catGridLine: { style: 'none' },
    showCatAxisTitle: scattered || (!across && chart.categoryTitle !== ''),
    catAxisTitle: chart.categoryTitle,
    catAxisTitleFontSize: 10,
    catAxisTitleFontFace: face,
    catAxisTitleColor: colours.muted,
    showValAxisTitle: true,
    valAxisTitle: chart.valueTitle,
    valAxisTitleFontSize: 10,
    valAxisTitleFontFace: face,
    valAxisTitleColor: colours.muted,
    lineSize: scattered ? 0 : 2,
    lineDataSymbol: chart.form === 'line' && chart.categories.length > 30 ? 'none' : 'circle',
    lineDataSymbolSize: 6,
  });
  if (cut) slide.addText(first[locale].replace('{n}', String(most)).replace('{all}', String(whole.categories.length)), { x: place.x, y: place.y + place.h - 0.24, w: place.w, h: 0.24, fontSize: 9, color: colours.muted, margin: 0 });
}
