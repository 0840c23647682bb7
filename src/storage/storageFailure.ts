import { fail, type Outcome } from '../database/outcome.ts';

/** Why the browser did not keep something, for a person. What is no failure of storage is a bug and goes on up. */
export function storageFailure(error: unknown, what: string): Outcome<never> {
  if (!(error instanceof Error) || !('name' in error)) throw error;
  if (error.name === 'QuotaExceededError') return fail('runtime', `this browser has no room left to keep ${what}`, { hint: 'save it to a file, or remove old notebooks and data from this browser' });
  if (storageErrors.has(error.name)) return fail('runtime', `this browser did not keep ${what}: ${error.message}`, { hint: 'save it to a file; what was kept before is unchanged' });
  throw error;
}

const storageErrors = new Set(['AbortError', 'InvalidStateError', 'UnknownError', 'NotFoundError', 'VersionError', 'DataError', 'TransactionInactiveError', 'TimeoutError', 'SecurityError', 'NotAllowedError', 'ReadOnlyError']);
