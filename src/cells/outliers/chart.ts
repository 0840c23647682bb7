import type { DrawPictures, StudyResult } from '../Picture.ts';

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
      title: study.say({ en: `${study.text('first') ?? ''} stands out most: ${signed(study, 'first_change')} a month, others of the type ${signed(study, 'first_usual')}`, ru: `Заметнее всех ${study.text('first') ?? ''}: ${signed(study, 'first_change')} в месяц, у похожих ${signed(study, 'first_usual')}`, pl: `Najbardziej odstaje ${study.text('first') ?? ''}: ${signed(study, 'first_change')} miesięcznie, u podobnych ${signed(study, 'first_usual')}` }),
      note: study.say({ en: 'Net turnover by month, of the twelve that stand out most', ru: 'Выручка по месяцам, двенадцать самых заметных', pl: 'Przychód netto według miesięcy, dwunastu najbardziej odstających' }),
      n: study.number('customers') ?? 0,
      chart: { mark: 'heatmap', x: { column: 'month', label: { en: 'Month', ru: 'Месяц', pl: 'Miesiąc' } }, y: { column: 'customer', label: { en: 'Customer', ru: 'Клиент', pl: 'Klient' } }, fill: { column: 'net', format: 'money', label: { en: 'Turnover', ru: 'Выручка', pl: 'Przychód' } } },
    },
  ];
};

const signed = (study: StudyResult, fact: string): string => `${(study.number(fact) ?? 0) > 0 ? '+' : ''}${study.figure(fact, 'share')}`;

export default draw;
