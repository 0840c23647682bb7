import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { inflate } from './inflate.ts';
import { limits } from './limits.ts';

const unpack = async (bytes: Uint8Array<ArrayBuffer>): Promise<number> => (await new Response(inflate(new Blob([bytes]).stream(), 'gzip', 'orders.csv.gz')).arrayBuffer()).byteLength;

describe('unpacking', () => {
  it('stops at what grows out of all proportion, long before it is whole', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(4 * limits.ratioFrom)));
    expect(bomb.length * limits.ratio).toBeLessThan(4 * limits.ratioFrom);
    await expect(unpack(bomb)).rejects.toThrow(/decompression bomb/);
  });

  it('lets small files grow as they like: a column of zeros is no bomb', async () => {
    const zeros = new Uint8Array(gzipSync(new Uint8Array(limits.ratioFrom)));
    expect(await unpack(zeros)).toBe(limits.ratioFrom);
  });
});
