/** Text as HTML: every character that could mean markup is written as a reference. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** `<name class="…">children</name>`, attributes escaped; children are HTML already */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...children: readonly string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeHtml(value)}"`);
  return `<${name}${list.join('')}>${children.join('')}</${name}>`;
}
