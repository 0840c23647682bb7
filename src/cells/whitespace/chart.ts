import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('gaps') === 0) return [];
  const gap = study.figure('gap', 'money');
  const customers = study.figure('customers', 'integer');
  const best = study.text('best') ?? '';
  const value = { column: 'gap_value', format: 'money', label: { en: 'Gap, weighted by likelihood', ru: 'Разрыв с учётом вероятности', pl: 'Luka ważona prawdopodobieństwem' } } as const;
  return [
    {
      table: 'categories',
      title: study.say({ en: `${customers} customers could take ${gap} more, most of it ${best}`, ru: `Клиенты (${customers}) могли бы взять ещё на ${gap}, больше всего — ${best}`, pl: `Klienci (${customers}) mogliby wziąć jeszcze za ${gap}, najwięcej: ${best}` }),
      note: study.say({ en: 'What peers of the same type usually spend, less what the customer spends', ru: 'Обычные траты похожих клиентов минус траты клиента', pl: 'Zwykłe wydatki podobnych klientów minus wydatki klienta' }),
      n: study.number('gaps') ?? 0,
      chart: { mark: 'bar', x: value, y: { column: 'category', label: { en: 'Category', ru: 'Категория', pl: 'Kategoria' } }, sort: '-gap_value', limit: 20 },
    },
    {
      table: 'best',
      title: study.say({ en: `${study.figure('first_share', 'share')} of the gaps are with these customers: begin here`, ru: `На этих клиентов приходится ${study.figure('first_share', 'share')} разрывов: начать с них`, pl: `Na tych klientów przypada ${study.figure('first_share', 'share')} luk: od nich zacząć` }),
      note: study.say({ en: 'Sum of the gaps, and the category of the largest', ru: 'Сумма разрывов и категория крупнейшего из них', pl: 'Suma luk i kategoria największej z nich' }),
      chart: { mark: 'bar', x: value, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, text: 'category', sort: '-gap_value', limit: 15 },
    },
    {
      table: 'statuses',
      title: study.say({ en: `Of ${study.figure('unasked_share', 'share')} of the gaps nobody has asked or offered`, ru: `О ${study.figure('unasked_share', 'share')} разрывов не спрашивали и не предлагали`, pl: `O ${study.figure('unasked_share', 'share')} luk nikt nie pytał ani nie składał oferty` }),
      note: study.say({ en: 'Gaps by status', ru: 'Разрывы по статусу', pl: 'Luki według statusu' }),
      n: study.number('gaps') ?? 0,
      chart: {
        mark: 'bar',
        x: value,
        y: {
          column: 'status',
          label: { en: 'Status', ru: 'Статус', pl: 'Status' },
          names: { own: { en: 'buys some from us', ru: 'берёт у нас часть', pl: 'bierze część u nas' }, elsewhere: { en: 'buys elsewhere', ru: 'берёт у других', pl: 'kupuje gdzie indziej' }, 'no need': { en: 'no need', ru: 'не нужно', pl: 'brak potrzeby' }, 'not offered': { en: 'not offered', ru: 'не предлагали', pl: 'nie oferowano' }, unknown: { en: 'nobody asked', ru: 'не спрашивали', pl: 'nikt nie pytał' } },
        },
      },
    },
    ...((study.number('offered') ?? 0) === 0 ? [] : [{
      table: 'adoption',
      title: study.say({ en: `${study.figure('offered_share', 'share')} of the suggestions were offered; ${study.figure('bought_share', 'share')} of these were bought since`, ru: `Предложили ${study.figure('offered_share', 'share')} подсказанного; из предложенного с тех пор купили ${study.figure('bought_share', 'share')}`, pl: `Zaproponowano ${study.figure('offered_share', 'share')} podpowiedzi; z nich kupiono odtąd ${study.figure('bought_share', 'share')}` }),
      note: study.say({ en: 'Share of the suggested categories that progress marks as offered, by manager', ru: 'Доля подсказанных категорий, отмеченных в прогрессах как предложенные, по менеджерам', pl: 'Udział podpowiedzianych kategorii oznaczonych w postępach jako zaproponowane, według opiekunów' }),
      n: study.number('suggested') ?? 0,
      chart: { mark: 'bar' as const, x: { column: 'offered_share', format: 'share' as const, label: { en: 'Offered', ru: 'Предложено', pl: 'Zaproponowane' } }, y: { column: 'manager', label: { en: 'Manager', ru: 'Менеджер', pl: 'Opiekun' } }, sort: '-offered_share', limit: 30 },
    }]),
  ];
};

export default draw;
