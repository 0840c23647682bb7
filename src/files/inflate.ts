import { limits } from './limits.ts';
import { Unreadable } from './Unreadable.ts';

/** Unpacks a stream and stops when it unpacks to absurd sizes. */
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
  return counted.pipeThrough(new DecompressionStream(format)).pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        given += chunk.length;
        if (given > limits.ratioFrom && given > taken * limits.ratio) {
          controller.error(new Unreadable(`${name} unpacks to more than ${limits.ratio} times its size: it looks like a decompression bomb and was not read further`));
        } else if (given > limits.outputBytes) {
          controller.error(new Unreadable(`${name} unpacks to more than ${limits.outputBytes / 2 ** 30} GB`));
        } else controller.enqueue(chunk);
      },
    }),
  );
}
