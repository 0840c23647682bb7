import type { Base } from '../../base/Base.ts';
import { formatValue } from '../../charts/formatValue.ts';
import type { Locale } from '../../messages/locale.ts';
import { m } from '../../messages/compiled/messages.js';
import type { ParamDeclaration, ParamValue } from '../../notebook/paramDeclaration.ts';

/** What a parameter is called: as the notebook says, in the reader's language where it has one. */
export function sayParamName({ name, label }: ParamDeclaration, locale: Locale): string {
  const own = typeof label === 'string' ? label : label?.[locale];
  if (own) return own;
  if (name === 'as_of') return m.as_of();
  return name === 'window_days' ? m.window_days() : name.replaceAll('_', ' ');
}

/** The value in force: the notebook's, or for the as-of date the last day of the base. */
export const valueInForce = (declaration: ParamDeclaration, base: Base | null): ParamValue => declaration.default ?? (declaration.name === 'as_of' ? (base?.asOf ?? null) : null);

export function sayParamValue({ name, type }: ParamDeclaration, value: ParamValue, locale: Locale): string {
  if (value === null) return '—';
  if (name === 'window_days') return formatValue(value, { kind: 'days', locale });
  switch (type) {
    case 'date':
      return formatValue(value, { kind: 'date', locale });
    case 'integer':
      return formatValue(value, { kind: 'integer', locale });
    case 'number':
      return formatValue(value, { kind: 'number', locale });
    case 'boolean':
      return value === true ? m.yes() : m.no();
    case 'text':
    case 'choice':
      return String(value);
  }
}
