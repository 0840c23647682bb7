/** What each engine is asked on the order lines, in the same words. */
export const questions = {
  customers: `SELECT customer_id, count(DISTINCT order_id) AS orders, sum(net_amount) AS revenue, max(order_date) AS last_order, count(DISTINCT product_id) AS breadth, count(*) AS lines FROM order_lines GROUP BY customer_id`,
  months: `SELECT date_trunc('month', order_date) AS month, count(DISTINCT customer_id) AS customers, sum(net_amount) AS revenue FROM order_lines GROUP BY 1`,
};
