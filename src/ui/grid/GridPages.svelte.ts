import { SvelteMap } from 'svelte/reactivity';
import type { Failure, Outcome } from '../../database/outcome.ts';
import type { Scalar, Table } from '../../database/table.ts';

const pageRows = 200;
const mostPages = 40;

/** Rows of a result, fetched by pages as they come into sight; old pages are let go. */
export class GridPages {
  readonly #fetch: (offset: number, limit: number) => Promise<Outcome<Table>>;
  readonly #pages = new SvelteMap<number, Table>();
  readonly #asked = new Set<number>();
  #failure = $state.raw<Failure | null>(null);

  constructor(fetch: (offset: number, limit: number) => Promise<Outcome<Table>>) {
    this.#fetch = fetch;
  }

  get failure(): Failure | null {
    return this.#failure;
  }

  /** null: on its way */
  row(index: number): Scalar[] | null {
    const number = Math.floor(index / pageRows);
    const page = this.#pages.get(number);
    if (page) return page.row(index - number * pageRows);
    void this.#ask(number);
    return null;
  }

  async #ask(number: number): Promise<void> {
    if (this.#asked.has(number)) return;
    this.#asked.add(number);
    const page = await this.#fetch(number * pageRows, pageRows);
    if (!page.ok) {
      this.#failure = page.error;
      return;
    }
    this.#pages.set(number, page.value);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > mostPages && oldest !== undefined) {
      this.#pages.delete(oldest);
      this.#asked.delete(oldest);
    }
  }
}
