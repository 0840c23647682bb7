/** A header as the dictionary compares it: `OrderDate`, `order_date`, `Дата заказа, шт` lose what is not the word. */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .replace(/^\ufeff/, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/^(колонка|column)\s+(?=\p{L})/u, '')
    .replace(/[([{][^)\]}]*[)\]}]\s*$/u, (unit) => (isUnit(unit) ? '' : unit))
    .replace(/,\s*([^,]{1,6})$/u, (whole, unit: string) => (isUnit(unit) ? '' : whole))
    .replace(/%/g, ' % ')
    .replace(/[.:;№"'`!?*()[\]{},\\/|_-]+/gu, ' ')
    .replace(/(^|\s)#(?=\s|$)/g, '$1№')
    .replace(/\s+/g, ' ')
    .trim();
}

const units = /^[([{]?\s*(руб\.?|р\.?|₽|тыс\.?\s?руб\.?|шт\.?|кг|дней|дн\.?|pln|zł|szt\.?|dni|eur|usd|rub|€|\$|units?|pcs|days)\s*[)\]}]?$/iu;

const isUnit = (text: string): boolean => units.test(text.trim());

/** Without any separators: `salesorderid` equals `Sales Order ID`. */
export const compactHeader = (normalised: string): string => normalised.replaceAll(' ', '');

/** A name for SQL: Latin small letters, digits and `_`. */
export function slugOf(text: string, fallback: string): string {
  const latin = [...text.normalize('NFC').replace(/([\p{Ll}\d])(\p{Lu}\p{Ll})/gu, '$1_$2').toLowerCase()].map((letter) => cyrillic[letter] ?? polish[letter] ?? letter).join('');
  const slug = latin
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60);
  if (slug === '') return fallback;
  return /^\d/.test(slug) ? `n_${slug}` : slug;
}

const cyrillic: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya', '№': 'no', '%': '_pct',
};

const polish: Readonly<Record<string, string>> = { ł: 'l' };
