import { assertNever } from '../../database/outcome.ts';
import type { StaleCause } from '../../graph/CellState.ts';
import { m } from '../../messages/compiled/messages.js';

export function staleReason(cause: StaleCause): string {
  switch (cause.because) {
    case 'edited':
      return m.stale_edited();
    case 'param':
      return m.stale_param({ name: cause.name });
    case 'base':
      return m.stale_base();
    case 'focus':
      return m.stale_focus();
    case 'upstream':
      return m.stale_upstream({ cell: cause.cell });
    case 'stopped':
      return m.stale_stopped();
    default:
      return assertNever(cause);
  }
}
