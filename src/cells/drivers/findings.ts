import type { Locale } from '../../messages/locale.ts';
import type { Weighed } from '../../statistics/linear/weighPredictors.ts';
import type { Finding } from '../CellKind.ts';
import type { Design } from '../readDesign.ts';
import { finding } from '../study.ts';
import type { Model } from './estimate.ts';
import type { DriversOptions } from './options.ts';

interface Evidence {
  readonly model: Model;
  readonly design: Design;
  readonly sources: readonly string[];
  readonly weighed: Weighed | null;
  readonly errors: string;
  readonly log: boolean;
  readonly lost: number;
  readonly options: DriversOptions;
  readonly locale: Locale;
}

/** What a reader must know before believing the numbers, in plain words. */
export function judge({ model, design, weighed, errors, log, lost, options, locale }: Evidence): Finding[] {
  const { fit, coefficients, terms, condition, spreadTest } = model;
  const found: Finding[] = [];
  const say = (kind: string, en: string, ru: string, pl: string): void => void found.push(finding(locale, kind, { en, ru, pl }));
  const predictors = terms.length - (options.intercept ? 1 : 0);

  if (design.n + lost < design.rows) {
    const left = design.rows - design.n - lost;
    say('incomplete', `${left} of ${design.rows} rows lack the outcome or a predictor and are left out; n = ${design.n}.`, `В ${left} из ${design.rows} строк нет результата или предиктора, они не вошли; n = ${design.n}.`, `W ${left} z ${design.rows} wierszy brakuje wyniku lub predyktora, pominięto je; n = ${design.n}.`);
  }
  if (lost > 0) say('no_logarithm', `${lost} rows with an outcome of −1 or less have no logarithm and are left out.`, `Строки с результатом −1 и ниже не имеют логарифма и не вошли: ${lost}.`, `Wiersze z wynikiem −1 lub niższym nie mają logarytmu i są pominięte: ${lost}.`);
  if (fit.n < 30) say('small_n', `Only ${fit.n} rows: read this as a description, not as evidence.`, `Всего ${fit.n} строк: это описание, а не доказательство.`, `Tylko ${fit.n} wierszy: to opis, nie dowód.`);
  else if (fit.n < 10 * predictors) say('few_rows', `${fit.n} rows for ${predictors} terms, fewer than ten each: coefficients will move with the next export.`, `${fit.n} строк на ${predictors} членов, меньше десяти на каждый: с новой выгрузкой коэффициенты сдвинутся.`, `${fit.n} wierszy na ${predictors} składników, mniej niż dziesięć na każdy: z nowym eksportem współczynniki się zmienią.`);
  if (fit.tss === 0) say('no_variation', 'The outcome is the same in every row: there is nothing to explain.', 'Результат одинаков во всех строках: объяснять нечего.', 'Wynik jest taki sam w każdym wierszu: nie ma czego wyjaśniać.');
  else if (fit.rss <= 1e-24 * fit.tss) say('exact', 'The predictors reproduce the outcome exactly: is it computed from them?', 'Предикторы воспроизводят результат точно: он не из них вычислен?', 'Predyktory odtwarzają wynik dokładnie: czy nie jest z nich obliczony?');

  const unknown = terms.filter((_, at) => [fit.coefficients[at], fit.standardErrors[at], coefficients.robust[at], coefficients.pValues[at]].some((value) => !Number.isFinite(value)));
  if (unknown.length > 0) say('undefined', `${unknown.join(', ')}: an error or a p-value is not defined for these data and its field is empty.`, `${unknown.join(', ')}: ошибка или p-значение для этих данных не определены, поля пусты.`, `${unknown.join(', ')}: błąd lub wartość p nie są określone dla tych danych, pola są puste.`);

  const inflated = terms.filter((_, at) => (coefficients.inflation[at] ?? 0) > 5);
  const strongly = terms.filter((_, at) => (coefficients.inflation[at] ?? 0) > 10);
  if (inflated.length > 0) {
    const names = inflated.join(', ');
    const strength = strongly.length > 0;
    say('collinear', `${names}: ${strength ? 'strongly tied' : 'tied'} to the other predictors (VIF above ${strength ? 10 : 5}). Their separate coefficients are unsteady; look at the importance and at them together.`, `${names}: ${strength ? 'сильно связаны' : 'связаны'} с другими предикторами (VIF выше ${strength ? 10 : 5}). Их отдельные коэффициенты неустойчивы; смотрите на важность и на них вместе.`, `${names}: ${strength ? 'silnie powiązane' : 'powiązane'} z innymi predyktorami (VIF powyżej ${strength ? 10 : 5}). Osobne współczynniki są niestabilne; patrz na ważność i na nie razem.`);
  }
  if (condition > 1e6) say('ill_conditioned', `The condition number of the columns is ${condition.toExponential(1)}: the model is computed to full precision, but small changes of the data change it much.`, `Число обусловленности столбцов ${condition.toExponential(1)}: модель посчитана с полной точностью, но малые изменения данных сильно её меняют.`, `Wskaźnik uwarunkowania kolumn to ${condition.toExponential(1)}: model policzono z pełną precyzją, ale małe zmiany danych mocno go zmieniają.`);

  const alone = fit.leverage.reduce((count, value) => count + (value > 1 - 1e-10 ? 1 : 0), 0);
  const heavy = fit.leverage.reduce((count, value) => count + (value > Math.max(0.5, (3 * terms.length) / fit.n) ? 1 : 0), 0);
  if (alone > 0) say('leverage', `${alone} rows are fitted by a term of their own (leverage 1), e.g. a class with a single row; they say nothing about the errors.`, `${alone} строк описаны собственным членом (рычаг 1), например класс из одной строки; об ошибках они ничего не говорят.`, `${alone} wierszy ma własny składnik (dźwignia 1), np. klasa z jednym wierszem; nic nie mówią o błędach.`);
  else if (heavy > 0) say('leverage', `${heavy} rows pull the line by themselves (leverage above one half): look at them in the table “fitted”.`, `${heavy} строк сами тянут линию на себя (рычаг больше половины): посмотрите на них в таблице «fitted».`, `${heavy} wierszy samo przyciąga linię (dźwignia powyżej połowy): zobacz je w tabeli „fitted”.`);
  if (errors === 'classic' && spreadTest.pValue < 0.05) say('unequal_spread', 'The spread of the outcome changes with the predictors (Breusch–Pagan): classical errors are too confident or too timid, use errors: hc3.', 'Разброс результата меняется с предикторами (Бройш — Паган): классические ошибки неверны, возьмите errors: hc3.', 'Rozrzut wyniku zmienia się z predyktorami (Breusch–Pagan): błędy klasyczne zawodzą, użyj errors: hc3.');
  if (errors === 'cluster' && coefficients.df < 20) say('few_clusters', `${coefficients.df + 1} clusters are few: errors by cluster are then too small.`, `Кластеров мало (${coefficients.df + 1}): ошибки по кластерам занижены.`, `Klastrów jest mało (${coefficients.df + 1}): błędy klastrowe są wtedy zaniżone.`);

  for (const { column, level } of design.references) say('reference', `${column}: classes are compared with “${level}”.`, `${column}: классы сравниваются с «${level}».`, `${column}: klasy porównywane są z „${level}”.`);
  if (weighed && weighed.orders !== 'all') say('monte_carlo', `LMG from ${weighed.orders} random orders; its Monte-Carlo error stands in the table “importance”.`, `LMG по ${weighed.orders} случайным порядкам; ошибка Монте-Карло — в таблице «importance».`, `LMG z ${weighed.orders} losowych porządków; błąd Monte Carlo jest w tabeli „importance”.`);
  if (weighed && weighed.draws > 0) say('bootstrap', `Intervals of importance: ${weighed.draws} bootstrap draws, seed ${options.seed}.`, `Интервалы важности: ${weighed.draws} бутстреп-выборок, seed ${options.seed}.`, `Przedziały ważności: ${weighed.draws} losowań bootstrap, seed ${options.seed}.`);
  if (log) say('logarithm', 'The outcome is ln(1 + value): a coefficient of 0.1 is about 10 % more. To come back to money, multiply e^prediction by the smearing factor and subtract 1.', 'Результат — ln(1 + значение): коэффициент 0,1 — это около 10 %. Обратно к деньгам: e^прогноз умножить на коэффициент smearing и вычесть 1.', 'Wynik to ln(1 + wartość): współczynnik 0,1 to około 10 % więcej. Powrót do pieniędzy: e^prognoza razy współczynnik smearing minus 1.');
  return found;
}
