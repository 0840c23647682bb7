import { limits } from './limits.ts';
import { Unreadable } from './Unreadable.ts';

/** Unpacks a stream, stops when it unpacks to absurd sizes, and says what is damaged as Unreadable. */
export function inflate(packed: ReadableStream<Uint8Array>, format: 'gzip' | 'deflate-raw', name: string): ReadableStream<Uint8Array> {
  let taken = 0;
  let given = 0;
  const counted = packed.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        taken += chunk.length;
        controller.enqueue(new Uint8Array(chunk));
      },
    }),
  );
  const reader = counted.pipeThrough(new DecompressionStream(format)).getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await reader.read().catch((error: unknown) => {
        // each platform has its own error for damaged data
        throw error instanceof Unreadable ? error : new Unreadable(`${name} is damaged: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      });
      if (next.done) return controller.close();
      given += next.value.length;
      if (given > limits.ratioFrom && given > taken * limits.ratio) {
        await reader.cancel();
        throw new Unreadable(`${name} unpacks to more than ${limits.ratio} times its size: it looks like a decompression bomb and was not read further`);
      }
      if (given > limits.outputBytes) {
        await reader.cancel();
        throw new Unreadable(`${name} unpacks to more than ${limits.outputBytes / 2 ** 30} GB`);
      }
      controller.enqueue(next.value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
