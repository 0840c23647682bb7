import { leaveOutCaught, type Rule } from './Rule.ts';

/** a thousand days are asked thrice instead of all lines */
const days = 'SELECT order_date, sum(net_amount) AS net FROM base.order_lines GROUP BY order_date';
const usual = "SELECT CAST(sum(net) AS DOUBLE) / count(DISTINCT date_trunc('month', order_date)) FROM days";
const months = 'SELECT month(order_date) AS m, CAST(sum(net) AS DOUBLE) / count(DISTINCT year(order_date)) AS each FROM days GROUP BY 1';
const strongMonths = `SELECT m FROM (${months}) WHERE (SELECT max(order_date) - min(order_date) >= 700 FROM days) AND abs(each / nullif((${usual}), 0) - 1) > 0.3`;

export const seasonality: Rule = {
  id: 'E30',
  label: { en: 'Months of a strong season', ru: 'Месяцы с сильной сезонностью', pl: 'Miesiące o silnej sezonowości' },
  treatments: {
    keep: { en: 'compared with the same month of the year before', ru: 'сравниваются с тем же месяцем прошлого года', pl: 'porównywane z tym samym miesiącem roku poprzedniego' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['order_lines.order_date', 'order_lines.net_amount'],
  catches: () => ({ table: 'order_lines', where: `month(order_date) IN (WITH days AS MATERIALIZED (${days}) ${strongMonths})` }),
  leaveOut: leaveOutCaught,
};
