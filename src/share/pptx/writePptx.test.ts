import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ReadCube } from '../sharedCube.ts';
import type { NativeChart } from './nativeChart.ts';
import type { DeckSlide } from './slides.ts';
import { type Deck, writePptx } from './writePptx.ts';

const hostile = '=cmd|\' /C calc\'!A0 <script>alert(1)</script> & "quoted"\u0007';

const bars: NativeChart = { form: 'bar', title: 'VIP brings most', categories: ['VIP', 'Loyal', hostile], series: [{ name: 'Revenue', slot: 0, values: [10.5, 7, null] }], categoryTitle: 'Segment', valueTitle: 'Revenue', numbers: '#,##0', categoryNumbers: 'General', floating: false };
const cube: ReadCube = {
  flat: false,
  axes: [{ title: 'Competition', labels: ['1', '2'] }, { title: 'Share', labels: ['low', 'high'] }, { title: 'LTV', labels: ['low', 'high'] }],
  cells: [
    { at: [0, 0, 0], customers: 12, value: 5, anchor: 'a', label: 'low', name: 'Small fry', figures: '12 clients', tactic: 'Serve by portal', plan: '' },
    { at: [1, 1, 1], customers: null, value: 0, anchor: 'b', label: 'hidden', name: 'Giants', figures: 'fewer', tactic: '', plan: '' },
  ],
};
const run = (text: string, more: Partial<DeckSlide['text'][number]> = {}): DeckSlide['text'][number] => ({ text, bold: false, italic: false, bullet: null, end: false, ...more });

const slides: readonly DeckSlide[] = [
  { level: 1, title: 'What to do', text: [run('Some '), run('bold', { bold: true }), run(' words.', { end: true }), run('first ', { bullet: 'dot' }), run('point', { bullet: 'dot', italic: true, end: true }), run(hostile, { bullet: 'number', end: true })], metrics: [{ label: 'Customers', value: '640' }], items: [], notes: 'Say this aloud.' },
  { level: 2, title: 'Where', text: [], metrics: [], items: [bars, { form: 'cube', title: 'The cube', cube }, { form: 'table', title: '', head: [{ text: 'name', number: false }, { text: 'revenue', number: true }], rows: [[hostile, '1'], ['B', '2']], count: 2 }], notes: '' },
  { level: 2, title: 'How it spreads', text: [], metrics: [], items: [{ ...bars, form: 'scatter', categories: ['1', '2', '3'], title: 'Spread' }, { form: 'grid', title: 'Cohorts', across: ['0', '1'], down: ['2024'], cells: [[{ text: '100 %', level: 7 }, { text: '40 %', level: 3 }]] }], notes: '' },
];

async function open(more: Partial<Deck> = {}): Promise<ReadonlyMap<string, string>> {
  const bytes = await writePptx({ title: 'Deck', slides, locale: 'en', foot: 'Deck · 18 Dec 2024', accent: null, logo: null, ...more });
  return new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
}

describe('a deck for an office program', () => {
  it('has a slide a heading, with its title and its speaker notes', async () => {
    const files = await open();
    const parts = [...files.keys()].filter((name) => /^ppt\/slides\/slide\d+\.xml$/u.test(name));
    // the cube has one to itself, so its heading goes over three
    expect(parts).toHaveLength(slides.length + 2);
    for (const [index, title] of ['What to do', 'Where (1/3)', 'Where (2/3)', 'Where (3/3)', 'How it spreads'].entries()) expect(files.get(`ppt/slides/slide${index + 1}.xml`)).toContain(title);
    expect([...files].some(([name, xml]) => name.startsWith('ppt/notesSlides/notesSlide') && xml.includes('Say this aloud.'))).toBe(true);
  });

  it('holds charts as chart objects with their numbers and a workbook to edit them', async () => {
    const files = await open();
    const charts = [...files].filter(([name]) => /^ppt\/charts\/chart\d+\.xml$/u.test(name)).map(([, xml]) => xml);
    expect(charts).toHaveLength(2);
    const values = (xml: string): string[] => [...xml.matchAll(/<c:v>([^<]*)<\/c:v>/gu)].map(([, value]) => value ?? '');
    const [first = ''] = charts.filter((xml) => xml.includes('barChart'));
    // lying bars are drawn from below: the first category is written last
    expect(values(first.slice(first.indexOf('<c:val>')))).toEqual(['', '7', '10.5']);
    expect([...files.keys()].filter((name) => name.startsWith('ppt/embeddings/') && name.endsWith('.xlsx'))).toHaveLength(2);
  });

  it('gives each axis of points its own numbers, and steps nothing to stand on', async () => {
    const steps: NativeChart = { ...bars, form: 'column', categories: ['before', 'lost'], series: [{ name: 'from', slot: 0, values: [0, 7] }, { name: 'to', slot: -1, values: [10, null] }, { name: '−', slot: 1, values: [null, 3] }], floating: true };
    const points: NativeChart = { ...bars, form: 'scatter', categories: ['0.1', '0.2', '0.3'], numbers: '#,##0 "€"', categoryNumbers: '0%' };
    const files = await open({ slides: [{ level: 2, title: 'Two', text: [], metrics: [], items: [points, steps], notes: '' }] });
    const [scatter = '', bridge = ''] = [...files].filter(([name]) => /^ppt\/charts\/chart\d+\.xml$/u.test(name)).toSorted(([, a], [, b]) => Number(b.includes('scatterChart')) - Number(a.includes('scatterChart'))).map(([, xml]) => xml);
    expect([...scatter.slice(scatter.indexOf('<c:valAx>')).matchAll(/<c:numFmt formatCode="([^"]*)"/gu)].map(([, format]) => format)).toEqual(['0%', '#,##0 &quot;€&quot;']);
    expect(bridge.slice(0, bridge.indexOf('</c:ser>'))).toContain('<a:noFill/>');
  });

  it('shows as many rows of a table as have room with their long texts, and says of how many', async () => {
    const long = 'Ask before the next order is due: what has changed, who else is selling to them, what would bring them back. '.repeat(2);
    const table = { form: 'table', title: 'What to do', head: [{ text: 'Segment', number: false }, { text: 'Tactic', number: false }], rows: Array.from({ length: 14 }, (_, row) => [`Segment ${row}`, long]), count: 30 } as const;
    const slide = (await open({ slides: [{ level: 2, title: 'Playbook', text: [], metrics: [], items: [table], notes: '' }] })).get('ppt/slides/slide1.xml') ?? '';
    const heights = [...slide.matchAll(/<a:tr h="(\d+)"/gu)].map(([, height]) => Number(height) / 914_400);
    expect(heights.length - 1).toBeLessThan(14);
    expect(heights.reduce((sum, height) => sum + height, 1.7)).toBeLessThan(7);
    expect(slide).toContain(`first ${heights.length - 1} of 30 rows`);
  });

  it('opens where the schema is enforced: paragraphs have their properties once, at their beginning, and no forbidden character', async () => {
    for (const [name, xml] of await open()) {
      if (!name.endsWith('.xml')) continue;
      expect(xml, name).not.toMatch(/<\/a:r><a:pPr/u);
      expect(xml, name).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/u);
      expect(xml, name).not.toContain('<script>');
    }
  });

  it('points to nothing outside of itself', async () => {
    for (const [name, xml] of await open()) if (name.endsWith('.rels')) expect(xml, name).not.toContain('TargetMode="External"');
  });

  it('draws a cube as shapes, with what may not be told as a dot', async () => {
    const slide = (await open()).get('ppt/slides/slide3.xml') ?? '';
    // two plates, and three faces of each of two blocks
    expect(slide.match(/<a:custGeom>/gu)).toHaveLength(8);
    expect(slide).toContain('<a:t>12</a:t>');
    expect(slide).toContain('<a:t>•</a:t>');
  });

  it('writes what was decided for a cube’s cells beside it where it has the slide to itself', async () => {
    const alone: DeckSlide = { level: 2, title: 'The cube', text: [], metrics: [], items: [{ form: 'cube', title: '', cube }], notes: '' };
    expect((await open({ slides: [alone] })).get('ppt/slides/slide1.xml')).toContain('Serve by portal');
  });

  it('numbers the parts of a slide, each once', async () => {
    for (const [name, xml] of await open()) {
      if (!/^ppt\/slides\/slide\d+\.xml$/u.test(name)) continue;
      const numbers = [...xml.matchAll(/<p:cNvPr id="(\d+)"/gu)].map(([, number]) => number);
      expect(new Set(numbers).size, name).toBe(numbers.length);
    }
  });

  it('takes the colour of whom it is shown to, in its theme too', async () => {
    const files = await open({ accent: 'c8102e' });
    expect(files.get('ppt/theme/theme1.xml')).toContain('<a:accent1><a:srgbClr val="C8102E"/>');
    expect(files.get('ppt/slides/slide1.xml')?.toLowerCase()).toContain('c8102e');
  });
});
