import type { Localised } from '../../messages/locale.ts';
import type { DrawPictures } from '../Picture.ts';

/** our own columns; those of a person's data keep their names */
const terms = {
  prior_income: { en: 'income before', ru: 'доход до', pl: 'dochód wcześniej' },
  prior_check: { en: 'check before', ru: 'чек до', pl: 'rachunek wcześniej' },
};

/** where predicted and observed are equal */
const even = { low: { column: 'predicted' }, high: { column: 'predicted' }, interval: 'curve' as const };

const draw: DrawPictures = (study) => {
  if (study.rows('intervals') === 0) return [];
  const strongest = study.text('strongest');
  const explained = study.figure('rSquared', 'share');
  const n = study.number('n') ?? 0;
  const [middle, fair] = [study.number('meanScore'), study.number('fairShare')];
  const map = study.has('performance', 'touchpoint') && study.rows('performance') > 0;
  return [
    {
      table: 'intervals',
      title: study.say({ en: `Together the predictors account for ${explained} of the variation`, ru: `Вместе предикторы объясняют ${explained} разброса`, pl: `Razem predyktory wyjaśniają ${explained} zmienności` }),
      note: study.say({ en: 'Coefficients with 95% intervals by classical and by robust errors', ru: 'Коэффициенты с 95 % интервалами по классическим и робастным ошибкам', pl: 'Współczynniki z przedziałami 95 % według błędów klasycznych i odpornych' }),
      n,
      chart: {
        mark: 'dot',
        x: { column: 'estimate', format: 'number', label: { en: 'Coefficient', ru: 'Коэффициент', pl: 'Współczynnik' } },
        y: { column: 'term', label: { en: 'Term', ru: 'Член', pl: 'Składnik' }, names: terms },
        fx: { column: 'errors', label: { en: 'Errors', ru: 'Ошибки', pl: 'Błędy' }, names: { classical: { en: 'classical errors', ru: 'классические ошибки', pl: 'błędy klasyczne' }, robust: { en: 'robust errors', ru: 'робастные ошибки', pl: 'błędy odporne' } } },
        low: { column: 'low' },
        high: { column: 'high' },
        lines: [{ x: 0 }],
      },
    },
    ...(map
      ? [
          {
            table: 'performance',
            title: study.say(mapTitle(strongest, study.text('standsOut') === 'yes')),
            note: study.say({ en: 'Touchpoints by mean score and share of importance (LMG); low on the left and high up is where work pays', ru: 'Точки контакта по средней оценке и доле важности (LMG); слева вверху работа окупается', pl: 'Punkty styku według średniej oceny i udziału ważności (LMG); po lewej u góry praca się opłaca' }),
            n,
            chart: {
              mark: 'dot' as const,
              x: { column: 'score', format: 'number' as const, label: { en: 'Mean score', ru: 'Средняя оценка', pl: 'Średnia ocena' } },
              y: { column: 'importance', format: 'share' as const, label: { en: 'Importance', ru: 'Важность', pl: 'Ważność' } },
              text: { column: 'touchpoint' },
              lines: [...(middle === null ? [] : [{ x: middle }]), ...(fair === null ? [] : [{ y: fair }])],
            },
          },
        ]
      : []),
    {
      table: 'fitted',
      title: study.say({ en: 'Observed against predicted', ru: 'Наблюдаемое против предсказанного', pl: 'Obserwowane wobec przewidywanych' }),
      note: study.say({ en: 'One dot a row, at most 2000; on the dashed line both agree', ru: 'Точка — строка, не больше 2000; на пунктире они совпадают', pl: 'Punkt to wiersz, najwyżej 2000; na linii przerywanej są zgodne' }),
      n,
      chart: { mark: 'dot', x: { column: 'predicted', format: 'number', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'number', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } }, ...even },
    },
    {
      table: 'deciles',
      title: study.say({ en: 'Does the line fit all along?', ru: 'Подходит ли прямая везде?', pl: 'Czy prosta pasuje wszędzie?' }),
      note: study.say({ en: 'Means of tenths by prediction; on the dashed line predicted and observed agree', ru: 'Средние по десятым долям прогноза; на пунктире предсказанное совпадает с наблюдавшимся', pl: 'Średnie w dziesiątych częściach według prognozy; na linii przerywanej przewidziane i zaobserwowane są zgodne' }),
      n,
      chart: { mark: 'line', x: { column: 'predicted', format: 'number', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'number', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } }, ...even },
    },
    ...(study.rows('partial') > 0
      ? [
          {
            table: 'partial',
            title: study.say({ en: 'Is a straight line enough?', ru: 'Достаточно ли прямой?', pl: 'Czy wystarcza prosta?' }),
            note: study.say({ en: 'Partial residuals of the predictors that stand out most: what the others leave unexplained, against the predictor in standard deviations', ru: 'Частные остатки самых заметных предикторов: что не объяснили остальные, против предиктора в стандартных отклонениях', pl: 'Reszty cząstkowe najwyraźniejszych predyktorów: czego nie wyjaśniły pozostałe, wobec predyktora w odchyleniach standardowych' }),
            n,
            chart: { mark: 'dot' as const, x: { column: 'deviation', format: 'number' as const, label: { en: 'Predictor, standard deviations from its mean', ru: 'Предиктор, стандартных отклонений от среднего', pl: 'Predyktor, odchyleń standardowych od średniej' } }, y: { column: 'partial', format: 'number' as const, label: { en: 'Partial residual', ru: 'Частный остаток', pl: 'Reszta cząstkowa' } }, fx: { column: 'predictor', label: { en: 'Predictor', ru: 'Предиктор', pl: 'Predyktor' }, names: terms }, low: { column: 'line' }, high: { column: 'line' }, interval: 'curve' as const },
          },
        ]
      : []),
  ];
};

export default draw;

/** the map names its first touchpoint only where that is told apart from chance */
function mapTitle(strongest: string | null, standsOut: boolean): Localised {
  if (strongest === null) return { en: 'What to mend first', ru: 'Что исправить первым', pl: 'Co naprawić najpierw' };
  return standsOut
    ? { en: `“${strongest}” weighs most`, ru: `Весомее всего «${strongest}»`, pl: `Najwięcej waży „${strongest}”` }
    : { en: `No score is told apart from chance; “${strongest}” comes first`, ru: `Ни одна оценка не отличима от случая; первая — «${strongest}»`, pl: `Żadna ocena nie odróżnia się od przypadku; pierwsza to „${strongest}”` };
}
