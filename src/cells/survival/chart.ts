import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('steps') === 0) return [];
  const several = (study.number('strata') ?? 1) > 1;
  const isSecond = study.text('builtIn') === 'second_order';
  const median = study.figure('median', 'number');
  const p = study.figure('logRankP', 'number');
  return [
    {
      table: 'steps',
      title: several
        ? study.say({ en: `Curves by group; log-rank p = ${p}`, ru: `Кривые по группам; логранговый p = ${p}`, pl: `Krzywe według grup; log-rank p = ${p}` })
        : study.number('median') === null
          ? study.say({ en: 'More than half are still waiting', ru: 'Больше половины ещё ждут', pl: 'Ponad połowa wciąż czeka' })
          : isSecond ? study.say({ en: `Half have bought again by day ${median}`, ru: `Половина купила снова к ${median}-му дню`, pl: `Połowa kupiła ponownie do dnia ${median}` }) : study.say({ en: `Half have had it by ${median}`, ru: `У половины это случилось к ${median}`, pl: `U połowy zdarzyło się do ${median}` }),
      note: study.say({ en: 'Share for whom it has not happened yet (Kaplan–Meier), with 95% limits', ru: 'Доля тех, с кем ещё не случилось (Каплан — Мейер), с 95 % границами', pl: 'Udział tych, którym się jeszcze nie zdarzyło (Kaplan–Meier), z granicami 95 %' }),
      n: study.number('n') ?? 0,
      chart: {
        mark: 'line',
        x: { column: 'time', format: 'number', label: isSecond ? { en: 'Days since the first purchase', ru: 'Дней с первой покупки', pl: 'Dni od pierwszego zakupu' } : { en: 'Time', ru: 'Время', pl: 'Czas' } },
        y: { column: 'survival', format: 'share', label: { en: 'Not yet', ru: 'Ещё нет', pl: 'Jeszcze nie' }, domain: [0, 1] },
        ...(several ? { stroke: { column: 'stratum', label: { en: 'Group', ru: 'Группа', pl: 'Grupa' } } } : { low: { column: 'ci_low' }, high: { column: 'ci_high' }, interval: 'curve' as const }),
      },
    },
  ];
};

export default draw;
