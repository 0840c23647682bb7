import type { DrawPictures } from '../Picture.ts';

const names = { segmentation: { en: 'segmentation', ru: 'сегментация', pl: 'segmentacja' }, policy: { en: 'commercial policy', ru: 'коммерческая политика', pl: 'polityka handlowa' }, progress: { en: 'progress', ru: 'прогрессы', pl: 'postępy' }, satisfaction: { en: 'satisfaction', ru: 'удовлетворённость', pl: 'satysfakcja' } } as const;
const states = { met: { en: 'met', ru: 'выполнено', pl: 'spełnione' }, 'not met': { en: 'not met', ru: 'не выполнено', pl: 'niespełnione' }, unknown: { en: 'no file', ru: 'нет файла', pl: 'brak pliku' } } as const;

const draw: DrawPictures = (study) => {
  if (study.rows('pillars') === 0) return [];
  const weakest = Object.entries(names).find(([name]) => name === study.text('weakest'))?.[1];
  return [
    {
      table: 'pillars',
      title: study.say({ en: `${study.figure('total', 'integer')} of 8 points; begin with ${weakest?.en ?? ''}`, ru: `${study.figure('total', 'integer')} из 8 баллов; начать стоит с того, что слабее: ${weakest?.ru ?? ''}`, pl: `${study.figure('total', 'integer')} z 8 punktów; zacząć od: ${weakest?.pl ?? ''}` }),
      note: study.say({ en: '0: no check met, 1: some, 2: all', ru: '0 — ни одной проверки, 1 — часть, 2 — все', pl: '0: żadne sprawdzenie, 1: część, 2: wszystkie' }),
      n: study.number('checks') ?? 0,
      chart: { mark: 'bar', x: { column: 'score', format: 'integer', domain: [0, 2], label: { en: 'Points', ru: 'Баллы', pl: 'Punkty' } }, y: { column: 'pillar', label: { en: 'Pillar', ru: 'Столп', pl: 'Filar' }, names } },
    },
    {
      table: 'checks',
      title: study.say({ en: `${study.figure('met', 'integer')} of ${study.figure('checks', 'integer')} checks are met`, ru: `Выполнено проверок: ${study.figure('met', 'integer')} из ${study.figure('checks', 'integer')}`, pl: `Spełnione sprawdzenia: ${study.figure('met', 'integer')} z ${study.figure('checks', 'integer')}` }),
      note: study.say({ en: 'Share measured on the base; colour: against its target', ru: 'Доля, измеренная по базе; цвет — выполнена ли цель', pl: 'Udział zmierzony w bazie; kolor: wobec celu' }),
      n: study.number('checks') ?? 0,
      chart: { mark: 'bar', x: { column: 'share_now', format: 'share', domain: [0, 1], label: { en: 'Share', ru: 'Доля', pl: 'Udział' } }, y: { column: 'check', label: { en: 'Check', ru: 'Проверка', pl: 'Sprawdzenie' } }, fill: { column: 'state', names: states, domain: ['met', 'not met', 'unknown'], label: { en: 'State', ru: 'Состояние', pl: 'Stan' } } },
    },
  ];
};

export default draw;
