import * as v from 'valibot';
import { done, fail, type Outcome } from '../../database/outcome.ts';
import { readBundle } from '../../files/bundle/readBundle.ts';
import { fromBlob } from '../../files/fromBlob.ts';
import type { ReadableResult } from './compareResults.ts';

const scalar = v.nullable(v.union([v.string(), v.number(), v.boolean()]));
const schema = v.looseObject({
  cubebook: v.literal(1),
  notebook: v.looseObject({ title: v.string() }),
  cells: v.array(v.looseObject({ id: v.string(), kind: v.string(), tables: v.record(v.string(), v.looseObject({ columns: v.array(v.looseObject({ name: v.string(), type: v.string() })), rows: v.array(v.array(scalar)) })) })),
});

/** An earlier result, from a bundle or from a RESULT.json. What it was made of is not run again. */
export async function readResult(file: Blob, name: string): Promise<Outcome<ReadableResult>> {
  const bundle = await readBundle(fromBlob(file, name));
  if (!bundle.ok) return bundle;
  const text = bundle.value === null ? await file.text() : bundle.value.results;
  if (text === null) return fail('input', `${name} holds no results`, { hint: 'Choose a bundle that was saved with its results, or a RESULT.json.' });
  const parsed = v.safeParse(schema, parse(text));
  if (!parsed.success) return fail('input', `${name} is no result of a notebook`, { hint: 'Choose a bundle that was saved with its results, or a RESULT.json.' });
  return done(parsed.output);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
