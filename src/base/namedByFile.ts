import type { TableName } from './schema.ts';

/** What a file's own name says it holds, in three languages. */
const words: Readonly<Record<TableName, RegExp>> = {
  customers: /customer|client|account|клиент|контрагент|покупател|klienci|klient|kontrahen|odbiorc/iu,
  orders: /order|invoice|sales|заказ|продаж|реализац|zamowien|zamówien|sprzeda|faktur/iu,
  order_lines: /(order|invoice|sales)[ _-]?(line|item|detail)|(строк|позици)\p{L}* (заказ|продаж)|pozycje|номенклатур/iu,
  products: /product|catalog|items|товар|номенклатур|каталог|towar|produkt|asortyment/iu,
  receivables: /receivable|aging|ageing|debt|дебитор|задолж|nale[zż]no|rozrachunk/iu,
  payments: /payment|оплат|платеж|płatno|platno|wpłat|wplat/iu,
  visits: /visit|визит|встреч|wizyt/iu,
  surveys: /survey|nps|csi|опрос|анкет|ankiet|badani/iu,
  deliveries: /deliver|shipment|доставк|отгрузк|dostaw|wysył/iu,
  competitors: /competitor|конкурент|konkurenc/iu,
  contacts: /contact|контакт|kontakt|osoby/iu,
  plans: /plan|target|budget|план|бюджет|budżet|budzet|cele/iu,
  progress: /progress|checklist|прогресс|чек-?лист|postęp|postep/iu,
  campaigns: /campaign|mailing|кампани|рассылк|kampani/iu,
};

/** Whether a file's name speaks of a table; folders are not looked at. */
export function namedByFile(file: string, table: TableName): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1).normalize('NFC');
  if (table === 'orders' && words.order_lines.test(name)) return false;
  return words[table].test(name);
}
