import type { DrawPictures } from '../Picture.ts';

const states = { rising: { en: 'rising', ru: 'растёт', pl: 'rośnie' }, falling: { en: 'falling', ru: 'падает', pl: 'spada' }, usual: { en: 'as others', ru: 'как у других', pl: 'jak inni' }, unknown: { en: 'not judged', ru: 'нельзя судить', pl: 'nieoceniony' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('customers') === 0) return [];
  return [
    {
      table: 'customers',
      title: study.say({ en: `${study.figure('falling', 'integer')} customers fall and ${study.figure('rising', 'integer')} rise against their own kind`, ru: `На фоне похожих падают ${study.figure('falling', 'integer')}, растут ${study.figure('rising', 'integer')} клиентов`, pl: `Na tle podobnych spada ${study.figure('falling', 'integer')}, rośnie ${study.figure('rising', 'integer')} klientów` }),
      note: study.say({ en: `Change of monthly turnover a month (Theil–Sen), by type; beyond ${study.figure('cut', 'number')} robust deviations it stands out`, ru: `Изменение месячной выручки за месяц (Тейл–Сен) по типам; выделяются те, кто дальше ${study.figure('cut', 'number')} робастных отклонений`, pl: `Zmiana miesięcznego przychodu na miesiąc (Theil–Sen) według typu; odstaje, kto dalej niż ${study.figure('cut', 'number')} odpornych odchyleń` }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'dot', x: { column: 'change_month', format: 'share', label: { en: 'Change a month', ru: 'Изменение за месяц', pl: 'Zmiana na miesiąc' } }, y: { column: 'kind', scale: 'band', label: { en: 'Type', ru: 'Тип', pl: 'Typ' } }, fill: { column: 'state', names: states, domain: ['usual', 'falling', 'rising', 'unknown'], label: { en: 'Trend', ru: 'Тренд', pl: 'Trend' } } },
    },
    {
      table: 'months',
      title: study.say({ en: 'Those who stand out most, month by month', ru: 'Самые заметные, по месяцам', pl: 'Najbardziej odstający, miesiącami' }),
      note: study.say({ en: 'Net turnover by month', ru: 'Выручка по месяцам', pl: 'Przychód netto według miesięcy' }),
      n: Math.min(12, (study.number('falling') ?? 0) + (study.number('rising') ?? 0)),
      chart: { mark: 'heatmap', x: { column: 'month', label: { en: 'Month', ru: 'Месяц', pl: 'Miesiąc' } }, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, fill: { column: 'net', format: 'money', label: { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' } } },
    },
  ];
};

export default draw;
