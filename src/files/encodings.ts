/** Names as shown to the person and written in mapping.yaml, with the label that TextDecoder knows. */
export const encodings = {
  'utf-8': 'utf-8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'windows-1251': 'windows-1251',
  'windows-1250': 'windows-1250',
  'windows-1252': 'windows-1252',
  'iso-8859-2': 'iso-8859-2',
  cp866: 'ibm866',
} as const;

export type Encoding = keyof typeof encodings;

const encodingNames = Object.keys(encodings) as readonly Encoding[];

const spellings: Readonly<Record<string, Encoding>> = {
  utf8: 'utf-8', 'utf-8-sig': 'utf-8', utf16: 'utf-16le', 'utf-16': 'utf-16le', cp1251: 'windows-1251', 'win-1251': 'windows-1251', cp1250: 'windows-1250',
  'win-1250': 'windows-1250', cp1252: 'windows-1252', 'latin-1': 'windows-1252', latin1: 'windows-1252', 'iso-8859-1': 'windows-1252', latin2: 'iso-8859-2', 'latin-2': 'iso-8859-2', ibm866: 'cp866', 'dos-866': 'cp866',
};

/** The encoding a person named, in any usual spelling; null when there is none such. */
export function namedEncoding(name: string): Encoding | null {
  const plain = name.trim().toLowerCase();
  return encodingNames.find((known) => known === plain) ?? spellings[plain] ?? null;
}

const isSingleByte = (encoding: Encoding): boolean => !encoding.startsWith('utf');

const tables = new Map<Encoding, Uint16Array>();

/** 256 UTF-16 units of a single-byte code page. */
function codePage(encoding: Encoding): Uint16Array {
  const held = tables.get(encoding);
  if (held) return held;
  const decoder = new TextDecoder(encodings[encoding]);
  const table = Uint16Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)).charCodeAt(0));
  tables.set(encoding, table);
  return table;
}

/** A streaming decoder: `decode(bytes)` any number of times, `decode()` once at the end. The byte-order mark is dropped. */
export function openDecoder(encoding: Encoding): { decode(bytes?: Uint8Array): string } {
  if (!isSingleByte(encoding)) {
    const decoder = new TextDecoder(encodings[encoding]);
    return { decode: (bytes) => (bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()) };
  }
  // a table and one UTF-16 decode: several times faster than TextDecoder of the code page
  const table = codePage(encoding);
  const utf16 = new TextDecoder('utf-16le', { ignoreBOM: true });
  return {
    decode(bytes) {
      if (!bytes) return '';
      const units = new Uint16Array(bytes.length);
      for (let i = 0; i < bytes.length; i += 1) units[i] = table[bytes[i] ?? 0] ?? 0xfffd;
      return utf16.decode(units);
    },
  };
}
