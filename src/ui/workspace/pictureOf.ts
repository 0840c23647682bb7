/** A picture by itself: markup that needs no style sheet, with its size in pixels. */
export interface StandalonePicture {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

const copied = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linejoin', 'stroke-linecap', 'opacity', 'font-size', 'font-weight', 'font-style', 'text-anchor', 'dominant-baseline', 'visibility', 'display', 'paint-order'];
const svgNamespace = 'http://www.w3.org/2000/svg';
const typeface = "Onest, 'Segoe UI', Roboto, Arial, sans-serif";
const [edge, line] = [24, 22];

/** The charts and cubes of a cell as they stand on the page, one under the other, each with its title and what its colours mean. */
export function drawnIn(cell: HTMLElement): StandalonePicture {
  const drawings = [...cell.querySelectorAll<SVGSVGElement>('svg[data-picture]')];
  const page = getComputedStyle(cell);
  const sizes = drawings.map((drawing) => drawing.getBoundingClientRect());
  const width = Math.ceil(Math.max(240, ...sizes.map((size) => size.width))) + 2 * edge;
  const whole = document.createElementNS(svgNamespace, 'svg');
  const ground = document.createElementNS(svgNamespace, 'rect');
  whole.append(ground);
  let top = edge;
  for (const [index, drawing] of drawings.entries()) {
    const [title, legend] = [drawing.dataset['picture'] ?? '', legendOf(drawing)];
    if (title !== '') whole.append(write(title, edge, (top += line) - 8, page.color, '600', '15px'));
    if (legend.length > 0) {
      let left = edge;
      top += line;
      for (const { label, colour } of legend) {
        const swatch = document.createElementNS(svgNamespace, 'rect');
        for (const [name, value] of Object.entries({ x: left, y: top - 17, width: 10, height: 10, fill: colour })) swatch.setAttribute(name, String(value));
        whole.append(swatch, write(label, left + 15, top - 8, page.color, '400', '12px'));
        left += 30 + label.length * 7;
      }
    }
    const copy = withOwnLook(drawing);
    const size = sizes[index];
    copy.setAttribute('overflow', 'visible');
    copy.setAttribute('x', String(edge));
    copy.setAttribute('y', String(top));
    copy.setAttribute('width', String(size?.width ?? 0));
    copy.setAttribute('height', String(size?.height ?? 0));
    whole.append(copy);
    top += (size?.height ?? 0) + edge;
  }
  const height = Math.ceil(top);
  for (const [name, value] of Object.entries({ width, height, fill: page.backgroundColor })) ground.setAttribute(name, String(value));
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}`, 'font-family': typeface })) whole.setAttribute(name, String(value));
  return { text: new XMLSerializer().serializeToString(whole), width, height };
}

/** pixels at twice the size, sharp on a wall */
export async function toPng({ text, width, height }: StandalonePicture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * 2;
    canvas.height = height * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new DOMException('no picture', 'EncodingError'))), 'image/png'));
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A copy whose every part carries the look that style sheets give it on the page. */
function withOwnLook(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [[drawing, ...drawing.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
  for (const [index, original] of originals.entries()) {
    const own = getComputedStyle(original);
    const part = copies[index];
    for (const name of copied) part?.setAttribute(name, own.getPropertyValue(name));
    for (const name of ['class', 'style', 'tabindex']) part?.removeAttribute(name);
  }
  for (const useless of copy.querySelectorAll('style, foreignObject')) useless.remove();
  return copy;
}

const legendOf = (drawing: SVGSVGElement): readonly { label: string; colour: string }[] =>
  [...(drawing.closest('.frame')?.querySelectorAll<HTMLElement>('.legend li') ?? [])].map((entry) => {
    const swatch = entry.querySelector('.swatch');
    return { label: entry.textContent.trim(), colour: swatch ? getComputedStyle(swatch).backgroundColor : 'none' };
  });

function write(words: string, x: number, y: number, colour: string, weight: string, size: string): SVGTextElement {
  const text = document.createElementNS(svgNamespace, 'text');
  for (const [name, value] of Object.entries({ x, y, fill: colour, 'font-weight': weight, 'font-size': size })) text.setAttribute(name, String(value));
  text.textContent = words;
  return text;
}
