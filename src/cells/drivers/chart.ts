import type { DrawPictures } from '../Picture.ts';

const draw: DrawPictures = (study) => {
  if (study.rows('intervals') === 0) return [];
  const strongest = study.text('strongest');
  const explained = study.figure('rSquared', 'share');
  const n = study.number('n') ?? 0;
  const map = study.has('performance', 'touchpoint') && study.rows('performance') > 0;
  return [
    {
      table: 'intervals',
      title: study.say({ en: `Together the predictors account for ${explained} of the variation`, ru: `Вместе предикторы объясняют ${explained} разброса`, pl: `Razem predyktory wyjaśniają ${explained} zmienności` }),
      note: study.say({ en: 'Coefficients with 95 % intervals by classical and by robust errors', ru: 'Коэффициенты с 95 % интервалами по классическим и робастным ошибкам', pl: 'Współczynniki z przedziałami 95 % według błędów klasycznych i odpornych' }),
      n,
      chart: {
        mark: 'dot',
        x: { column: 'estimate', format: 'number', label: { en: 'Coefficient', ru: 'Коэффициент', pl: 'Współczynnik' } },
        y: { column: 'errors', label: { en: 'Errors', ru: 'Ошибки', pl: 'Błędy' }, names: { classical: { en: 'classical', ru: 'классические', pl: 'klasyczne' }, robust: { en: 'robust', ru: 'робастные', pl: 'odporne' } } },
        fy: { column: 'term', label: { en: 'Term', ru: 'Член', pl: 'Składnik' } },
        low: { column: 'low' },
        high: { column: 'high' },
        lines: [{ x: 0 }],
      },
    },
    ...(map
      ? [
          {
            table: 'performance',
            title: study.say({ en: strongest === null ? 'What to mend first' : `${strongest} weighs most`, ru: strongest === null ? 'Что исправить первым' : `Весомее всего: ${strongest}`, pl: strongest === null ? 'Co naprawić najpierw' : `Najwięcej waży: ${strongest}` }),
            note: study.say({ en: 'Touchpoints by mean score and share of importance (LMG); low on the left and high up is where work pays', ru: 'Точки контакта по средней оценке и доле важности (LMG); слева вверху работа окупается', pl: 'Punkty styku według średniej oceny i udziału ważności (LMG); po lewej u góry praca się opłaca' }),
            n,
            chart: {
              mark: 'dot' as const,
              x: { column: 'score', format: 'number' as const, label: { en: 'Mean score', ru: 'Средняя оценка', pl: 'Średnia ocena' } },
              y: { column: 'importance', format: 'share' as const, label: { en: 'Importance', ru: 'Важность', pl: 'Ważność' } },
              text: { column: 'touchpoint' },
            },
          },
        ]
      : []),
    {
      table: 'fitted',
      title: study.say({ en: 'Observed against predicted', ru: 'Наблюдаемое против предсказанного', pl: 'Obserwowane wobec przewidywanych' }),
      note: study.say({ en: 'One dot a row, at most 2000', ru: 'Точка — строка, не больше 2000', pl: 'Punkt to wiersz, najwyżej 2000' }),
      n,
      chart: { mark: 'dot', x: { column: 'predicted', format: 'number', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'number', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } } },
    },
    {
      table: 'deciles',
      title: study.say({ en: 'Does the line fit all along?', ru: 'Подходит ли прямая везде?', pl: 'Czy prosta pasuje wszędzie?' }),
      note: study.say({ en: 'Means of tenths by prediction: predicted and observed', ru: 'Средние по десятым долям прогноза: предсказано и наблюдалось', pl: 'Średnie w dziesiątych częściach według prognozy: przewidziane i zaobserwowane' }),
      n,
      chart: { mark: 'line', x: { column: 'predicted', format: 'number', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'number', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } } },
    },
  ];
};

export default draw;
