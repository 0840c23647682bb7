import { done, fail, type Outcome } from '../database/outcome.ts';
import type { Localised } from '../messages/locale.ts';

/** 0 and 1, or 1 and 2 as R's data sets have it */
export function codeEvents(values: Float64Array, name: string): Outcome<{ event: Float64Array; findings: readonly Localised[] }> {
  const distinct = new Set(values);
  if ([...distinct].every((value) => value === 0 || value === 1)) return done({ event: values, findings: [] });
  if ([...distinct].every((value) => value === 1 || value === 2)) {
    return done({ event: values.map((value) => value - 1), findings: [{ en: `${name} holds 1 and 2: 2 is taken for the event.`, ru: `${name} содержит 1 и 2: событием считается 2.`, pl: `${name} zawiera 1 i 2: zdarzeniem jest 2.` }] });
  }
  return fail('type', `${name} must be 0 or 1 in every row, and it holds ${[...distinct].slice(0, 5).join(', ')}.`, { hint: 'Compute a 0/1 column in an sql cell.' });
}
