import type { Localised, Locale } from '../messages/locale.ts';

/** A sentence as data: what is said, and the values in it. Put into words by `sayNote`. */
export interface Note {
  readonly key: NoteKey;
  readonly values: Readonly<Record<string, string | number | Note>>;
}

/** `{name}` is a value of the note. */
const texts = {
  mapped: { en: 'the mapping says so', ru: 'так сказано в сопоставлении', pl: 'tak mówi mapowanie' },
  no_known_table: { en: 'the columns fit no known table: it keeps its own name and columns', ru: 'колонки не подходят ни к одной известной таблице: она остаётся под своим именем и со своими колонками', pl: 'kolumny nie pasują do żadnej znanej tabeli: zachowuje swoją nazwę i kolumny' },
  fields_of: { en: '{count} of {total} columns are fields of {table}: {fields}', ru: '{count} из {total} колонок — поля таблицы {table}: {fields}', pl: '{count} z {total} kolumn to pola tabeli {table}: {fields}' },
  keys_of_rows: { en: 'no order number: every row is an order, numbered by its customer, day and row', ru: 'нет номера заказа: каждая строка — заказ с номером из клиента, дня и строки', pl: 'brak numeru zamówienia: każdy wiersz to zamówienie oznaczone klientem, dniem i wierszem' },
  keys_of_days: { en: 'no order number: the rows of one customer on one day are one order', ru: 'нет номера заказа: строки одного клиента за один день — один заказ', pl: 'brak numeru zamówienia: wiersze klienta z jednego dnia to jedno zamówienie' },
  header_is: { en: 'header “{header}”: {how} of {field}', ru: 'заголовок «{header}»: {how} поля {field}', pl: 'nagłówek „{header}”: {how} pola {field}' },
  own_name: { en: 'own name', ru: 'собственное имя', pl: 'własna nazwa' },
  synonym: { en: 'synonym', ru: 'синоним', pl: 'synonim' },
  part: { en: 'part', ru: 'часть имени', pl: 'część nazwy' },
  spelling: { en: 'spelling', ru: 'похожее написание', pl: 'podobna pisownia' },
  learned: { en: 'accepted in an earlier export of this shape', ru: 'принято в прежней выгрузке такого вида', pl: 'przyjęte we wcześniejszym eksporcie tego kształtu' },
  empty_column: { en: 'the column is empty', ru: 'колонка пуста', pl: 'kolumna jest pusta' },
  days: { en: 'the cells are days', ru: 'в ячейках дни', pl: 'komórki zawierają dni' },
  no_days: { en: 'the cells are no days', ru: 'в ячейках не дни', pl: 'komórki nie zawierają dni' },
  maybe_serials: { en: 'the cells may be Excel day numbers', ru: 'в ячейках могут быть номера дней Excel', pl: 'komórki mogą być numerami dni Excela' },
  serials: { en: 'Excel day numbers', ru: 'номера дней Excel', pl: 'numery dni Excela' },
  numbers: { en: 'the cells are numbers', ru: 'в ячейках числа', pl: 'komórki zawierają liczby' },
  mostly_numbers: { en: 'most cells are numbers', ru: 'в большинстве ячеек числа', pl: 'większość komórek to liczby' },
  no_numbers: { en: 'the cells are no numbers', ru: 'в ячейках не числа', pl: 'komórki nie zawierają liczb' },
  no_flags: { en: 'too many different cells for yes and no', ru: 'слишком много разных значений для «да» и «нет»', pl: 'zbyt wiele różnych wartości jak na „tak” i „nie”' },
  fractions_no_keys: { en: 'numbers with fractions are no keys', ru: 'дробные числа не бывают ключами', pl: 'liczby z ułamkami nie są kluczami' },
  fractions: { en: 'numbers with fractions', ru: 'дробные числа', pl: 'liczby z ułamkami' },
  repeats: { en: 'the cells repeat', ru: 'значения повторяются', pl: 'wartości się powtarzają' },
  names: { en: 'the cells read as names', ru: 'значения похожи на названия', pl: 'wartości wyglądają na nazwy' },
  distinct: { en: 'every cell differs', ru: 'все значения разные', pl: 'każda wartość jest inna' },
  checksums: { en: '{share} % of the cells have the checksum of a tax number', ru: 'у {share} % значений сходится контрольная сумма ИНН', pl: '{share} % wartości ma sumę kontrolną NIP' },
  registry: { en: 'check digits of a register of firms (OGRN, REGON), not of a tax number', ru: 'контрольные цифры ОГРН или REGON, а не ИНН', pl: 'cyfry kontrolne REGON lub OGRN, a nie NIP' },
  only_of_kind: { en: '“{header}” is the only column of its kind here: {field}', ru: '«{header}» — единственная здесь колонка такого рода: {field}', pl: '„{header}” to jedyna tu kolumna tego rodzaju: {field}' },
  rival: { en: '“{header}” may be {field}, as “{rival}” may', ru: '«{header}» может быть {field}, как и «{rival}»', pl: '„{header}” może być {field}, tak jak „{rival}”' },
  other_days: { en: '“{header}” may be {field}, and the file has other days', ru: '«{header}» может быть {field}, но в файле есть и другие даты', pl: '„{header}” może być {field}, a plik ma też inne daty' },
  may_be: { en: '“{header}” may be {field}', ru: '«{header}» может быть {field}', pl: '„{header}” może być {field}' },
  null_word: { en: '“{word}” stands for nothing {count} times', ru: '«{word}» значит «пусто», раз: {count}', pl: '„{word}” oznacza „brak”, razy: {count}' },
  keys_end_zero: { en: 'every key ends in .0, which is dropped', ru: 'каждый ключ кончается на .0, это отброшено', pl: 'każdy klucz kończy się na .0, co usunięto' },
  days_proven: { en: '{count} days read in this order only', ru: 'только в этом порядке читаются даты, штук: {count}', pl: 'tylko w tej kolejności czytają się daty, sztuk: {count}' },
  dots_begin_day: { en: 'days with dots begin with the day', ru: 'даты через точку начинаются с дня', pl: 'daty z kropkami zaczynają się od dnia' },
  order_of_file: { en: 'the order of day and month is that of another column of the file', ru: 'порядок дня и месяца взят из другой колонки файла', pl: 'kolejność dnia i miesiąca wzięto z innej kolumny pliku' },
  currency: { en: 'currency {code}', ru: 'валюта {code}', pl: 'waluta {code}' },
  discount_none: { en: 'no line has a discount', ru: 'ни в одной строке нет скидки', pl: 'żaden wiersz nie ma rabatu' },
  discount_adds_up: { en: '{hits} of {tried} discounted lines add up with the discount as {kind}', ru: '{hits} из {tried} строк со скидкой сходятся, если скидка — {kind}', pl: '{hits} z {tried} wierszy z rabatem zgadza się, gdy rabat to {kind}' },
  discount_range: { en: 'discounts go up to {greatest}', ru: 'скидки доходят до {greatest}', pl: 'rabaty sięgają {greatest}' },
  fraction: { en: 'fraction', ru: 'доля', pl: 'ułamek' },
  percent: { en: 'percent', ru: 'проценты', pl: 'procent' },
  amount: { en: 'amount', ru: 'сумма', pl: 'kwota' },
  cost_of_piece: { en: 'the values are costs of one piece', ru: 'это себестоимость одной штуки', pl: 'to koszt jednej sztuki' },
  vat_inside: { en: 'VAT is {rate} of {hits} in {tried} lines as part of the amount: the amount includes VAT', ru: 'в {hits} из {tried} строк НДС относится к сумме как {rate}: сумма с НДС', pl: 'w {hits} z {tried} wierszy VAT ma się do kwoty jak {rate}: kwota brutto' },
  vat_outside: { en: 'VAT is {rate} of the amount in {hits} of {tried} lines: the amount is without VAT', ru: 'в {hits} из {tried} строк НДС относится к сумме как {rate}: сумма без НДС', pl: 'w {hits} z {tried} wierszy VAT ma się do kwoty jak {rate}: kwota netto' },
  amounts_differ_by_vat: { en: 'the two amounts differ by VAT in {hits} of {tried} lines', ru: 'две суммы отличаются на НДС в {hits} из {tried} строк', pl: 'obie kwoty różnią się o VAT w {hits} z {tried} wierszy' },
  vat_of_amounts: { en: 'the cells are the VAT of the amounts', ru: 'в ячейках НДС этих сумм', pl: 'komórki to VAT tych kwot' },
  order_total: { en: 'the amount is that of the whole order in {hits} of {tried} orders of several lines: it is not added up', ru: 'в {hits} из {tried} заказов с несколькими строками это сумма всего заказа: она не складывается', pl: 'w {hits} z {tried} zamówień o kilku pozycjach to kwota całego zamówienia: nie jest sumowana' },
  email_is_key: { en: 'no other column tells the customer: the address is the key', ru: 'другой колонки с клиентом нет: ключом служит адрес', pl: 'żadna inna kolumna nie wskazuje klienta: kluczem jest adres' },
  groups_outline: { en: 'a report whose groups lie above their rows in the outline of the sheet: {levels}; what each group says was held against its rows', ru: 'отчёт с группами: строки вложены уровнями структуры листа ({levels}); суммы групп сверены со строками', pl: 'raport z grupami w konspekcie arkusza ({levels}); sumy grup porównano z wierszami' },
  groups_spaces: { en: 'a report whose rows are indented below their groups: {levels}; what each group says was held against its rows', ru: 'отчёт с группами: строки вложены отступом ({levels}); суммы групп сверены со строками', pl: 'raport z grupami oznaczonymi wcięciem ({levels}); sumy grup porównano z wierszami' },
  groups_columns: { en: 'a report whose groups stand in rows of their own: {levels} was filled down', ru: 'отчёт с группами в отдельных строках: {levels} — значение перенесено вниз', pl: 'raport z grupami w osobnych wierszach: {levels} przepisano w dół' },
  groups_sums: { en: 'a report in which rows add up to the row above them: {levels}', ru: 'отчёт, в котором строки складываются в строку над ними: {levels}', pl: 'raport, w którym wiersze sumują się do wiersza nad nimi: {levels}' },
  same_tax_id: { en: 'one tax number ({count})', ru: 'один ИНН ({count})', pl: 'jeden NIP ({count})' },
  same_group_id: { en: 'one parent in the file ({count})', ru: 'один головной контрагент в файле ({count})', pl: 'jeden podmiot nadrzędny w pliku ({count})' },
  same_customer_name: { en: 'one name but for the legal form ({count})', ru: 'одно название без формы собственности ({count})', pl: 'jedna nazwa bez formy prawnej ({count})' },
  same_phone: { en: 'one phone ({count})', ru: 'один телефон ({count})', pl: 'jeden telefon ({count})' },
  same_email: { en: 'one e-mail address ({count})', ru: 'один адрес почты ({count})', pl: 'jeden adres e-mail ({count})' },
  same_domain: { en: 'one domain of e-mail ({count})', ru: 'один почтовый домен ({count})', pl: 'jedna domena e-mail ({count})' },
  same_address: { en: 'one address ({count})', ru: 'один адрес ({count})', pl: 'jeden adres ({count})' },
  merged_filled: { en: 'cells merged over several rows stand for each of them, amounts aside', ru: 'ячейки, объединённые на несколько строк, относятся к каждой из них, кроме сумм', pl: 'komórki scalone przez kilka wierszy dotyczą każdego z nich, poza kwotami' },
  documents_split: { en: 'the cells of “{header}” name a document with its day: day and kind got columns of their own', ru: 'в ячейках «{header}» документ с датой: дата и вид вынесены в отдельные колонки', pl: 'komórki „{header}” to dokument z datą: datę i rodzaj przeniesiono do osobnych kolumn' },
  // questions
  ask_vat: { en: 'Column “{header}”: the amounts may be with or without VAT, and “{vat}” does not tell which.', ru: 'Колонка «{header}»: суммы могут быть с НДС или без, и «{vat}» этого не решает.', pl: 'Kolumna „{header}”: kwoty mogą być netto albo brutto, a „{vat}” tego nie rozstrzyga.' },
  mapping_unknown: { en: 'The mapping names a column “{header}” that the file does not have.', ru: 'В сопоставлении названа колонка «{header}», которой в файле нет.', pl: 'Mapowanie wymienia kolumnę „{header}”, której plik nie ma.' },
  ask_column: { en: 'Column “{header}”: {doubt}.', ru: 'Колонка «{header}»: {doubt}.', pl: 'Kolumna „{header}”: {doubt}.' },
  doubt_date: { en: '{sample} may be day/month or month/day: no cell of the column tells which', ru: '{sample} — это день/месяц или месяц/день: ни одна ячейка колонки этого не решает', pl: '{sample} to dzień/miesiąc albo miesiąc/dzień: żadna komórka kolumny tego nie rozstrzyga' },
  doubt_dates_clash: { en: 'some days prove day/month and others month/day ({samples})', ru: 'одни даты доказывают порядок день/месяц, другие месяц/день ({samples})', pl: 'jedne daty dowodzą kolejności dzień/miesiąc, inne miesiąc/dzień ({samples})' },
  doubt_currencies: { en: 'amounts in several currencies ({codes}) cannot be added up', ru: 'суммы в разных валютах ({codes}) нельзя складывать', pl: 'kwot w kilku walutach ({codes}) nie wolno sumować' },
  doubt_signs: { en: 'some cells prove a decimal point and others a decimal comma ({samples})', ru: 'одни ячейки доказывают десятичную точку, другие запятую ({samples})', pl: 'jedne komórki dowodzą kropki dziesiętnej, inne przecinka ({samples})' },
  doubt_thousand: { en: '{sample} may be a thousand or a fraction: no cell of the file tells which', ru: '{sample} — тысяча или дробь: ни одна ячейка файла этого не решает', pl: '{sample} to tysiąc albo ułamek: żadna komórka pliku tego nie rozstrzyga' },
  day_month: { en: 'day/month/year', ru: 'день/месяц/год', pl: 'dzień/miesiąc/rok' },
  month_day: { en: 'month/day/year', ru: 'месяц/день/год', pl: 'miesiąc/dzień/rok' },
  point_fraction: { en: '1.234 is one and a bit', ru: '1.234 — одна целая и доли', pl: '1.234 to jeden i ułamek' },
  point_thousand: { en: '1.234 is a thousand', ru: '1.234 — тысяча', pl: '1.234 to tysiąc' },
  ask_field: { en: 'Column “{header}” may be {fields}; it stays {own} until someone says so.', ru: 'Колонка «{header}» может быть {fields}; пока это не решено, она остаётся {own}.', pl: 'Kolumna „{header}” może być {fields}; do rozstrzygnięcia zostaje {own}.' },
  ask_discount: { en: 'Column “{header}”: its values may be fractions, percents or amounts.', ru: 'Колонка «{header}»: это доли, проценты или суммы?', pl: 'Kolumna „{header}”: wartości mogą być ułamkami, procentami albo kwotami.' },
  lost_decimals: { en: 'Many lines cost several times what they bring. Decimals may have been lost before the file got here: compare some amounts with the original. Costs are left out until someone says so.', ru: 'Во многих строках себестоимость в разы больше суммы. Возможно, знаки после запятой потеряны до выгрузки: сверьте несколько сумм с оригиналом. Пока это не решено, себестоимость не загружается.', pl: 'W wielu wierszach koszt jest kilka razy większy od kwoty. Części dziesiętne mogły zginąć przed eksportem: porównaj kilka kwot z oryginałem. Do rozstrzygnięcia koszty są pomijane.' },
  hidden_sheet: { en: 'Sheet “{sheet}” is hidden in the workbook and was read all the same.', ru: 'Лист «{sheet}» скрыт в книге и всё же прочитан.', pl: 'Arkusz „{sheet}” jest ukryty w skoroszycie, a mimo to został odczytany.' },
  damaged_cell: { en: 'Row {row}, column {column}: {reason}.', ru: 'Строка {row}, колонка {column}: {reason}.', pl: 'Wiersz {row}, kolumna {column}: {reason}.' },
  null_words: { en: 'Read as nothing: {words}.', ru: 'Прочитано как пустое: {words}.', pl: 'Odczytano jako brak: {words}.' },
  mojibake: { en: 'Text such as “{sample}” was saved in a wrong encoding before it got here; ask for a new export.', ru: 'Текст вида «{sample}» испорчен чужой кодировкой ещё до выгрузки; попросите новый файл.', pl: 'Tekst taki jak „{sample}” zapisano wcześniej w złym kodowaniu; poproś o nowy eksport.' },
  unnamed_column: { en: 'Column {number} has no header and {count} values, e.g. “{sample}”.', ru: 'У колонки {number} нет заголовка, а значений {count}, например «{sample}».', pl: 'Kolumna {number} nie ma nagłówka, a ma {count} wartości, np. „{sample}”.' },
  damaged_keys: { en: 'Column “{header}” has keys damaged by a spreadsheet, e.g. “{sample}”.', ru: 'В колонке «{header}» ключи испорчены таблицей, например «{sample}».', pl: 'Kolumna „{header}” ma klucze zepsute przez arkusz, np. „{sample}”.' },
  lost_zero: { en: 'Column “{header}”: {count} tax numbers lack their leading zero (it was restored where the checksum agrees).', ru: 'Колонка «{header}»: у {count} ИНН потерян ведущий ноль (возвращён там, где сходится контрольная сумма).', pl: 'Kolumna „{header}”: {count} numerów podatkowych straciło zero na początku (przywrócono je tam, gdzie zgadza się suma kontrolna).' },
  two_unicodes: { en: 'Column “{header}” writes the same letters in two ways ({count} values differ only in that).', ru: 'В колонке «{header}» одни и те же буквы записаны двумя способами (только этим отличаются значения, штук: {count}).', pl: 'Kolumna „{header}” zapisuje te same litery na dwa sposoby (tylko tym różni się wartości: {count}).' },
  ask_table: { en: 'The table may be {near}: {why}. It stays {table} until someone says so.', ru: 'Таблица может быть {near}: {why}. Пока это не решено, она остаётся {table}.', pl: 'Tabela może być {near}: {why}. Do rozstrzygnięcia zostaje {table}.' },
  merged_header: { en: 'Cells {ranges} are merged in the title or the header: check the names of the columns.', ru: 'Ячейки {ranges} объединены в заголовке: проверьте имена колонок.', pl: 'Komórki {ranges} są scalone w tytule lub nagłówku: sprawdź nazwy kolumn.' },
  unsure_encoding: { en: 'The encoding may be another one than {encoding}: {why}.', ru: 'Кодировка может быть не {encoding}: {why}.', pl: 'Kodowanie może być inne niż {encoding}: {why}.' },
  many_columns: { en: 'The table has {count} columns; only the first {shown} are shown here.', ru: 'В таблице {count} колонок; здесь показаны первые {shown}.', pl: 'Tabela ma {count} kolumn; pokazano pierwsze {shown}.' },
  changed_since: { en: 'Against the export of this shape loaded before: rows {before} → {now}, last day {beforeDay} → {nowDay}, money {beforeMoney} → {nowMoney}.', ru: 'По сравнению с прежней выгрузкой такого вида: строк {before} → {now}, последний день {beforeDay} → {nowDay}, деньги {beforeMoney} → {nowMoney}.', pl: 'W porównaniu z wcześniejszym eksportem tego kształtu: wierszy {before} → {now}, ostatni dzień {beforeDay} → {nowDay}, pieniądze {beforeMoney} → {nowMoney}.' },
  // what speaks against a table
  lacks_column: { en: 'no column for {fields}', ru: 'нет колонки для {fields}', pl: 'brak kolumny dla {fields}' },
  lacks_article_day: { en: 'neither article nor day', ru: 'нет ни товара, ни дня', pl: 'ani towaru, ani dnia' },
  lacks_speech: { en: 'no header that speaks of {table} alone', ru: 'ни один заголовок не говорит только о {table}', pl: 'żaden nagłówek nie mówi wyłącznie o {table}' },
  lacks_money: { en: 'quantity and price belong to order lines', ru: 'количество и цена — поля строк заказа', pl: 'ilość i cena należą do pozycji zamówień' },
  alien_field: { en: '{field} does not belong to {table}', ru: 'поле {field} не относится к {table}', pl: 'pole {field} nie należy do {table}' },
  lacks_customers: { en: 'customer numbers, and nothing of the customers themselves', ru: 'есть номера клиентов, но ничего о самих клиентах', pl: 'numery klientów, a nic o samych klientach' },
  lacks_names: { en: 'names, and nothing else of the customers', ru: 'есть имена, но больше ничего о клиентах', pl: 'nazwy, a nic więcej o klientach' },
  lacks_day_meaning: { en: 'a day that may be of anything', ru: 'день, который может значить что угодно', pl: 'dzień, który może oznaczać cokolwiek' },
  customers_repeat: { en: 'the customer numbers repeat', ru: 'номера клиентов повторяются', pl: 'numery klientów się powtarzają' },
  names_repeat: { en: 'the names repeat, and no column numbers the customers', ru: 'имена повторяются, а номера клиента нет', pl: 'nazwy się powtarzają, a numeru klienta brak' },
  lacks_customer_key: { en: 'no customer number, and a name that need not be a customer', ru: 'нет номера клиента, а имя может быть не клиентом', pl: 'brak numeru klienta, a nazwa nie musi być klientem' },
  another_fits: { en: 'another table fits as well', ru: 'другая таблица подходит не хуже', pl: 'inna tabela pasuje równie dobrze' },
  plain: { en: '{text}', ru: '{text}', pl: '{text}' },
} as const satisfies Readonly<Record<string, Localised>>;

export type NoteKey = keyof typeof texts;

export const note = (key: NoteKey, values: Note['values'] = {}): Note => ({ key, values });

/** A note in words. */
export function sayNote({ key, values }: Note, locale: Locale): string {
  return texts[key][locale].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === 'object' ? sayNote(value, locale) : String(value ?? '');
  });
}
