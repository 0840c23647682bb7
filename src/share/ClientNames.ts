import type { Column } from '../database/Database.ts';
import type { Scalar } from '../database/table.ts';

export interface ClientName {
  readonly id: string;
  readonly name: string | null;
}

interface Rows {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Scalar[])[];
}

const named = /^(customer|client|клиент|klient|kontrahent|company)(_?(id|name|code))?$|^customer_/iu;
const personal = /phone|mobile|e_?mail|fax|passport|pesel|tax_?id|\binn\b|\bnip\b|address|contact_(name|person)|телефон|почт|адрес|паспорт|снилс|telefon|adres|kontakt|^contact$|(^|_)person($|_name)/iu;
const personalValue = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$|^\+?[\d\s()-]{9,18}$/u;

/** Who the clients of the base are, to find them in what is about to leave. */
export class ClientNames {
  readonly list: readonly ClientName[];
  readonly #known = new Map<string, ClientName>();
  readonly #people: ReadonlySet<string>;

  /** `people`: those who answer for the clients, such as contacts */
  constructor(list: readonly ClientName[], people: readonly string[] = []) {
    this.list = list;
    this.#people = new Set(people);
    for (const client of list) {
      this.#known.set(client.id, client);
      if (client.name !== null) this.#known.set(client.name, client);
    }
  }

  of(value: string): ClientName | undefined {
    return this.#known.get(value);
  }

  /** columns that say which client a row is of: by their name, or because a third of their different texts are clients */
  clientColumns({ columns, rows }: Rows): readonly number[] {
    return columns.flatMap(({ name }, index) => {
      if (named.test(name)) return [index];
      const texts = new Set(rows.flatMap((row) => (typeof row[index] === 'string' ? [row[index]] : [])));
      const known = [...texts].filter((text) => this.#known.has(text) && !/^\d{1,2}$/u.test(text)).length;
      return known > 0 && known * 3 >= texts.size ? [index] : [];
    });
  }

  /** columns that look like data about a person: by their name, because a third of their different texts are people, or most are addresses or numbers to call */
  personalColumns({ columns, rows }: Rows): readonly number[] {
    return columns.flatMap(({ name, type }, index) => {
      if (personal.test(name)) return [index];
      if (type !== 'VARCHAR') return [];
      const all = rows.flatMap((row) => (typeof row[index] === 'string' ? [row[index]] : []));
      const different = [...new Set(all)];
      const people = different.filter((text) => this.#people.has(text)).length;
      if (people > 0 && people * 3 >= different.length) return [index];
      const texts = all.slice(0, 500);
      return texts.length > 0 && texts.filter((text) => personalValue.test(text)).length * 2 > texts.length ? [index] : [];
    });
  }

  /** names of clients, of four letters and more, that stand in a text as whole words */
  foundIn(text: string): readonly ClientName[] {
    const words = [...text.toLocaleLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
    const places = new Map<string, number[]>();
    for (const [index, word] of words.entries()) {
      const list = places.get(word);
      if (list) list.push(index);
      else places.set(word, [index]);
    }
    return this.list.filter(({ name }) => {
      if (name === null || name.length < 4) return false;
      const parts = [...name.toLocaleLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => word);
      const [first] = parts;
      return first !== undefined && (places.get(first) ?? []).some((start) => parts.every((part, offset) => words[start + offset] === part));
    });
  }
}
