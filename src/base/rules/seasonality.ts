import { leaveOutCaught, type Rule } from './Rule.ts';

export const seasonality: Rule = {
  id: 'E30',
  label: { en: 'Months of a strong season', ru: 'Месяцы с сильной сезонностью', pl: 'Miesiące o silnej sezonowości' },
  treatments: {
    keep: { en: 'compared with the same month of the year before', ru: 'сравниваются с тем же месяцем прошлого года', pl: 'porównywane z tym samym miesiącem roku poprzedniego' },
    exclude: { en: 'left out', ru: 'исключены', pl: 'pominięte' },
  },
  byDefault: 'keep',
  needs: ['order_lines.order_date', 'order_lines.net_amount'],
  catches: () => ({ table: 'order_lines', where: `month(order_date) IN (SELECT m FROM (SELECT month(order_date) AS m, CAST(sum(net_amount) AS DOUBLE) / count(DISTINCT year(order_date)) AS each FROM base.order_lines GROUP BY 1) WHERE (SELECT max(order_date) - min(order_date) >= 700 FROM base.order_lines) AND abs(each / nullif((SELECT CAST(sum(net_amount) AS DOUBLE) / count(DISTINCT date_trunc('month', order_date)) FROM base.order_lines), 0) - 1) > 0.3)` }),
  leaveOut: leaveOutCaught,
};
