import { hasColumn } from '../rules/Rule.ts';
import type { Base } from '../Base.ts';
import { quoteText } from '../../sql/quote.ts';

export type EntityEvidence = 'tax_id' | 'group_id' | 'customer_name' | 'phone' | 'email' | 'domain' | 'address';

export interface EntityKey {
  readonly evidence: EntityEvidence;
  /** column of `customers` that it is made of */
  readonly column: string;
  /** SQL of the key; NULL: the customer has none */
  readonly key: string;
  /** how sure it makes that two customers are one, 0 to 1 */
  readonly score: number;
  /** a key of more customers says nothing: a switchboard, a business centre */
  readonly most: number;
}

const legalForms = 'ооо|оао|зао|пао|ао|ип|нао|тоо|чп|spolka z ograniczona odpowiedzialnoscia|sp z o o|sp j|s a|sp k|gmbh|ag|ltd|llc|inc|corp|co|sarl|bv|oy|ab|as';
const publicDomains = ['gmail.com', 'googlemail.com', 'mail.ru', 'bk.ru', 'list.ru', 'inbox.ru', 'yandex.ru', 'ya.ru', 'yandex.com', 'rambler.ru', 'outlook.com', 'hotmail.com', 'live.com', 'yahoo.com', 'icloud.com', 'me.com', 'proton.me', 'protonmail.com', 'wp.pl', 'o2.pl', 'onet.pl', 'op.pl', 'interia.pl', 'gazeta.pl', 'poczta.onet.pl', 'tlen.pl', 'gmx.de', 'web.de', 'example.com'];

const bare = (text: string): string => `regexp_replace(lower(strip_accents(${text})), '[^\\p{L}\\p{N}]+', ' ', 'g')`;
const longer = (text: string, least: number): string => `CASE WHEN length(${text}) >= ${least} THEN ${text} END`;

/** A name without its legal form, signs and spaces. */
const bareName = `regexp_replace(regexp_replace(' ' || ${bare('customer_name')} || ' ', ' (${legalForms}) ', ' ', 'g'), ' ', '', 'g')`;
const digits = "regexp_replace(phone, '[^0-9]', '', 'g')";
const domain = "lower(trim(split_part(email, '@', 2)))";

const keys: readonly EntityKey[] = [
  { evidence: 'tax_id', column: 'tax_id', key: longer("upper(regexp_replace(tax_id, '[^\\p{L}\\p{N}]', '', 'g'))", 1), score: 0.97, most: 200 },
  { evidence: 'group_id', column: 'group_id', key: longer('lower(trim(group_id))', 1), score: 0.9, most: 200 },
  { evidence: 'customer_name', column: 'customer_name', key: longer(bareName, 4), score: 0.85, most: 50 },
  { evidence: 'phone', column: 'phone', key: longer(`right(${digits}, 10)`, 7), score: 0.7, most: 12 },
  { evidence: 'email', column: 'email', key: "CASE WHEN email LIKE '%_@_%' THEN lower(trim(email)) END", score: 0.7, most: 12 },
  { evidence: 'domain', column: 'email', key: `CASE WHEN ${domain} LIKE '%_._%' AND ${domain} NOT IN (${publicDomains.map(quoteText).join(', ')}) THEN ${domain} END`, score: 0.6, most: 12 },
  { evidence: 'address', column: 'address', key: longer(`trim(${bare('address')})`, 11), score: 0.55, most: 6 },
];

/** What this base has to tell that two customers are one. */
export function entityKeys(base: Base): EntityKey[] {
  const named = base.tables.some((table) => table.name === 'customers' && table.columns.some((column) => column.name === 'customer_name' && column.origin === 'file'));
  return keys.filter(({ column }) => hasColumn(base, 'customers', column) && (column !== 'customer_name' || named));
}
