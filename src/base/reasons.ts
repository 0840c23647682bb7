import type { Localised, Locale } from '../messages/locale.ts';

/** Why a cell, a row or a file could not be read, by the English words that stand in RESULT.json. */
const reasons: Readonly<Record<string, Omit<Localised, 'en'>>> = {
  'not a date': { ru: 'это не дата', pl: 'to nie data' },
  'not a number': { ru: 'это не число', pl: 'to nie liczba' },
  'not a whole number': { ru: 'это не целое число', pl: 'to nie liczba całkowita' },
  'neither yes nor no': { ru: 'ни да, ни нет', pl: 'ani tak, ani nie' },
  'a spreadsheet error': { ru: 'ошибка формулы', pl: 'błąd formuły' },
  'holds a NUL character': { ru: 'содержит нулевой символ', pl: 'zawiera znak NUL' },
  'a date in the future': { ru: 'дата в будущем', pl: 'data z przyszłości' },
  'more cells than the table has columns': { ru: 'ячеек больше, чем колонок', pl: 'więcej komórek niż kolumn' },
  'the quote that opens here is never closed': { ru: 'кавычка здесь открыта и нигде не закрыта', pl: 'otwarty tu cudzysłów nigdzie się nie kończy' },
  'a formula without a saved value': { ru: 'формула без сохранённого значения', pl: 'formuła bez zapisanej wartości' },
  'without it the row says nothing': { ru: 'без этого строка ничего не говорит', pl: 'bez tego wiersz nic nie mówi' },
  'a text about the data, not data': { ru: 'это текст о данных, а не данные', pl: 'to tekst o danych, nie dane' },
  'the mapping of this folder, read as such': { ru: 'это сопоставление папки, оно прочитано', pl: 'to mapowanie folderu, odczytane jako takie' },
  'the file is empty': { ru: 'файл пуст', pl: 'plik jest pusty' },
  'the file holds no rows': { ru: 'в файле нет строк', pl: 'w pliku nie ma wierszy' },
  'the archive is empty': { ru: 'архив пуст', pl: 'archiwum jest puste' },
  'an archive inside an archive is not opened': { ru: 'архив внутри архива не открывается', pl: 'archiwum w archiwum nie jest otwierane' },
  'the name says Excel workbook, the content is none': { ru: 'по имени это книга Excel, по содержимому нет', pl: 'nazwa mówi o skoroszycie Excela, treść nim nie jest' },
  'an old Excel (.xls) or an encrypted workbook; save it as .xlsx without a password': { ru: 'старый Excel (.xls) или книга с паролем; сохраните как .xlsx без пароля', pl: 'stary Excel (.xls) albo skoroszyt z hasłem; zapisz jako .xlsx bez hasła' },
  'a PDF document, not a table': { ru: 'это документ PDF, а не таблица', pl: 'to dokument PDF, nie tabela' },
  'a 7z archive; unpack it or use zip': { ru: 'архив 7z; распакуйте или возьмите zip', pl: 'archiwum 7z; rozpakuj je lub użyj zip' },
  'a rar archive; unpack it or use zip': { ru: 'архив rar; распакуйте или возьмите zip', pl: 'archiwum rar; rozpakuj je lub użyj zip' },
  'this is a web page saved under the name of a table; export the data again': { ru: 'это веб-страница под именем таблицы; выгрузите данные заново', pl: 'to strona internetowa zapisana pod nazwą tabeli; wyeksportuj dane ponownie' },
  'this is XML, not a table': { ru: 'это XML, а не таблица', pl: 'to XML, nie tabela' },
  'this is a binary file, not text': { ru: 'это двоичный файл, а не текст', pl: 'to plik binarny, nie tekst' },
  'left out by the person': { ru: 'пропущено по вашему решению', pl: 'pominięte na życzenie' },
};

/** A reason in the reader's language; rare technical ones stay English. */
export const sayReason = (reason: string, locale: Locale): string => (locale === 'en' ? reason : (reasons[reason]?.[locale] ?? reason));
