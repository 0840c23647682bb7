import type { InputAccount } from '../base/Base.ts';
import { readFileMapping } from '../base/mapping.ts';
import type { FileMapping } from '../base/Recognition.ts';
import { printOf, shapeOf, type ExportPrint } from '../base/shapeOf.ts';
import type { ShapeStore } from '../storage/ShapeStore.ts';
import type { ReviewFile } from '../ui/Workbench.ts';

export interface RecalledShape {
  readonly mapping: FileMapping;
  readonly answered: readonly string[];
  readonly print: ExportPrint;
  readonly loaded: string;
}

/** What this browser remembers of exports, so that the next quarter's needs no question. */
export class ShapeMemory {
  readonly #store: Pick<ShapeStore, 'read' | 'keep'>;
  readonly #today: () => string;

  constructor(store: Pick<ShapeStore, 'read' | 'keep'>, today: () => string = () => new Date().toISOString().slice(0, 10)) {
    this.#store = store;
    this.#today = today;
  }

  /** Nothing where there is none, or where storage fails: then the person is asked as the first time. */
  async recall(shape: string): Promise<RecalledShape | null> {
    const kept = await this.#store.read(shape);
    if (!kept.ok || !kept.value) return null;
    const mapping = readFileMapping(kept.value.mapping);
    return mapping && { ...kept.value, mapping };
  }

  /** Keeps what was decided for the files that were loaded, and what was in them. */
  async keep(files: readonly ReviewFile[], shapes: ReadonlyMap<string, string>, mappings: ReadonlyMap<string, FileMapping>, inputs: readonly InputAccount[]): Promise<void> {
    const kept = files.flatMap(({ recognition, answered }) => {
      const account = inputs.find(({ file, table }) => file === recognition.file && table !== null);
      if (!account) return [];
      const shape = shapes.get(recognition.file) ?? shapeOf(recognition);
      return [[shape, { mapping: mappings.get(recognition.file) ?? {}, answered: [...new Set(answered)], print: printOf(account), loaded: this.#today() }] as const];
    });
    await this.#store.keep(kept);
  }
}
