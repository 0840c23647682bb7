import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { escapeHtml } from '../html.ts';
import type { NativeChart } from './nativeChart.ts';
import type { DeckColours } from './palette.ts';

/**
 * What the library leaves to be done: the file's own theme in the deck's colours, so that what is added later has them too;
 * paragraphs of several runs with their properties once, at their beginning, and parts with numbers of their own, as the schema wants;
 * charts without rounded frames, points with an axis in numbers of its own, bars that stand on nothing.
 */
export function dress(bytes: Uint8Array, charts: readonly NativeChart[], colours: DeckColours): Uint8Array<ArrayBuffer> {
  const files = unzipSync(bytes);
  const accents = [colours.accent, ...colours.classes.slice(1, 6)];
  const change = (name: string, rewrite: (xml: string) => string): void => {
    const content = files[name];
    if (content) files[name] = strToU8(rewrite(strFromU8(content)));
  };
  const drawn = Object.keys(files).flatMap((name) => (/^ppt\/charts\/chart\d+\.xml$/u.test(name) ? [{ name, number: Number(/\d+/u.exec(name)?.[0]) }] : [])).toSorted((a, b) => a.number - b.number);
  for (const [index, { name }] of drawn.entries()) {
    const chart = charts[index];
    if (chart) change(name, (xml) => dressChart(xml, chart));
  }
  for (const name of Object.keys(files)) {
    if (/^ppt\/theme\/theme\d+\.xml$/u.test(name)) change(name, (xml) => xml.replaceAll(/<a:accent([1-6])><a:srgbClr val="[0-9A-Fa-f]{6}"\/>/gu, (_, number: string) => `<a:accent${number}><a:srgbClr val="${(accents[Number(number) - 1] ?? colours.accent).toUpperCase()}"/>`));
    if (/^ppt\/slides\/slide\d+\.xml$/u.test(name)) change(name, (xml) => numberParts(xml.replaceAll(/(?<=<\/a:r>)<a:pPr\b[^>]*?(?:\/>|>.*?<\/a:pPr>)/gsu, '')));
  }
  return new Uint8Array(zipSync(files, { level: 6, mtime: new Date('2020-01-01T00:00:00Z') }));
}

function dressChart(xml: string, chart: NativeChart): string {
  let dressed = xml.replaceAll('<c:roundedCorners val="1"/>', '<c:roundedCorners val="0"/>');
  if (chart.form === 'scatter') {
    // the library gives both axes the numbers of the second
    dressed = dressed.replace(/<c:numFmt formatCode="[^"]*" sourceLinked="1"\/>/u, `<c:numFmt formatCode="${escapeHtml(chart.categoryNumbers)}" sourceLinked="0"/>`).replaceAll('<c:tickLblPos val="nextTo"/>', '<c:tickLblPos val="low"/>');
  }
  if (chart.floating) dressed = dressed.replace(/<a:solidFill><a:srgbClr val="FFFFFF"\/><\/a:solidFill>/iu, '<a:noFill/>');
  return dressed;
}

function numberParts(xml: string): string {
  let number = 0;
  return xml.replaceAll(/<p:cNvPr id="\d+"/gu, () => `<p:cNvPr id="${(number += 1)}"`);
}
