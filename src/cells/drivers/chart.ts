import type { Locale, Localised } from '../../messages/locale.ts';
import type { DrawPictures, StudyResult } from '../Picture.ts';

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
      title: study.say(fitTitle(study.number('rSquared') ?? 0, explained)),
      note: study.say({ en: 'One dot a row, at most 2000; on the dashed line both agree', ru: 'Точка — строка, не больше 2000; на пунктире они совпадают', pl: 'Punkt to wiersz, najwyżej 2000; na linii przerywanej są zgodne' }),
      n,
      chart: { mark: 'dot', x: { column: 'predicted', format: 'number', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'number', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } }, ...even },
    },
    {
      table: 'deciles',
      title: study.say({ en: `By tenths the line misses by ${study.figure('tenthsMiss', 'share')} of the spread at most`, ru: `По десятым долям прямая ошибается не больше чем на ${study.figure('tenthsMiss', 'share')} размаха`, pl: `W dziesiątych częściach prosta myli się najwyżej o ${study.figure('tenthsMiss', 'share')} rozstępu` }),
      note: study.say({ en: 'Means of tenths by prediction; on the dashed line predicted and observed agree', ru: 'Средние по десятым долям прогноза; на пунктире предсказанное совпадает с наблюдавшимся', pl: 'Średnie w dziesiątych częściach według prognozy; na linii przerywanej przewidziane i zaobserwowane są zgodne' }),
      n,
      chart: { mark: 'line', x: { column: 'predicted', format: 'number', label: { en: 'Predicted', ru: 'Предсказано', pl: 'Przewidziane' } }, y: { column: 'observed', format: 'number', label: { en: 'Observed', ru: 'Наблюдалось', pl: 'Zaobserwowane' } }, ...even },
    },
    ...(study.rows('partial') > 0
      ? [
          {
            table: 'partial',
            title: study.say(bendTitle(study, terms)),
            note: study.say({ en: 'Partial residuals of the predictors that stand out most: what the others leave unexplained, against the predictor in standard deviations', ru: 'Частные остатки самых заметных предикторов: что не объяснили остальные, против предиктора в стандартных отклонениях', pl: 'Reszty cząstkowe najwyraźniejszych predyktorów: czego nie wyjaśniły pozostałe, wobec predyktora w odchyleniach standardowych' }),
            n,
            chart: { mark: 'dot' as const, x: { column: 'deviation', format: 'number' as const, label: { en: 'Predictor, standard deviations from its mean', ru: 'Предиктор, стандартных отклонений от среднего', pl: 'Predyktor, odchyleń standardowych od średniej' } }, y: { column: 'partial', format: 'number' as const, label: { en: 'Partial residual', ru: 'Частный остаток', pl: 'Reszta cząstkowa' } }, fx: { column: 'predictor', label: { en: 'Predictor', ru: 'Предиктор', pl: 'Predyktor' }, names: terms }, low: { column: 'line' }, high: { column: 'line' }, interval: 'curve' as const },
          },
        ]
      : []),
  ];
};

export default draw;

const fitTitle = (rSquared: number, explained: string): Localised =>
  rSquared < 0.3
    ? { en: `A single row is foretold poorly: ${explained} of the variation`, ru: `Отдельная строка предсказана плохо: ${explained} разброса`, pl: `Pojedynczy wiersz przewidziany słabo: ${explained} zmienności` }
    : rSquared < 0.7
      ? { en: `Single rows are foretold roughly: ${explained} of the variation`, ru: `Отдельные строки предсказаны приблизительно: ${explained} разброса`, pl: `Pojedyncze wiersze przewidziane z grubsza: ${explained} zmienności` }
      : { en: `Single rows are foretold well: ${explained} of the variation`, ru: `Отдельные строки предсказаны хорошо: ${explained} разброса`, pl: `Pojedyncze wiersze przewidziane dobrze: ${explained} zmienności` };

/** how much of what a straight line leaves its square would take, at the predictor where it would take most */
function bendTitle(study: StudyResult, names: Readonly<Record<string, Localised>>): Localised {
  const [bent, by] = [study.text('bent') ?? '', study.figure('bentBy', 'share')];
  const called = (locale: Locale): string => names[bent]?.[locale] ?? bent;
  // of so many rows chance alone would bend a line by 4 / n in one case of twenty, and three lines are looked at
  return (study.number('bentBy') ?? 0) < Math.max(0.02, 6 / Math.min(400, Math.max(1, study.number('n') ?? 1)))
    ? { en: `Straight lines will do: a bend would add ${by} at most`, ru: `Прямых достаточно: изгиб добавил бы не больше ${by}`, pl: `Proste wystarczą: zgięcie dodałoby najwyżej ${by}` }
    : { en: `“${called('en')}” bends: a curve would take ${by} of what the line leaves`, ru: `«${called('ru')}» гнётся: кривая забрала бы ${by} того, что оставила прямая`, pl: `„${called('pl')}” się zgina: krzywa zabrałaby ${by} tego, co zostawia prosta` };
}

/** the map names its first touchpoint only where that is told apart from chance */
function mapTitle(strongest: string | null, standsOut: boolean): Localised {
  if (strongest === null) return { en: 'What to mend first', ru: 'Что исправить первым', pl: 'Co naprawić najpierw' };
  return standsOut
    ? { en: `“${strongest}” weighs most`, ru: `Весомее всего «${strongest}»`, pl: `Najwięcej waży „${strongest}”` }
    : { en: `No score is told apart from chance; “${strongest}” comes first`, ru: `Ни одна оценка не отличима от случая; первая — «${strongest}»`, pl: `Żadna ocena nie odróżnia się od przypadku; pierwsza to „${strongest}”` };
}
