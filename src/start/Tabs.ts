import * as v from 'valibot';

const messageSchema = v.variant('kind', [v.object({ kind: v.literal('kept'), id: v.string(), version: v.number() }), v.object({ kind: v.literal('purged') })]);
type Message = v.InferOutput<typeof messageSchema>;

/** Other tabs of the app in this browser: what one kept or removed, the others hear. */
export class Tabs {
  readonly #channel: BroadcastChannel | null;

  constructor(name = 'cubebook') {
    this.#channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  }

  tellKept({ id, version }: { readonly id: string; readonly version: number }): void {
    this.#tell({ kind: 'kept', id, version });
  }

  tellPurged(): void {
    this.#tell({ kind: 'purged' });
  }

  onKept(listener: (kept: { readonly id: string; readonly version: number }) => void): void {
    this.#hear((message) => {
      if (message.kind === 'kept') listener(message);
    });
  }

  onPurged(listener: () => void): void {
    this.#hear((message) => {
      if (message.kind === 'purged') listener();
    });
  }

  #tell(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #hear(listener: (message: Message) => void): void {
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = v.safeParse(messageSchema, data);
      if (message.success) listener(message.output);
    });
  }
}
