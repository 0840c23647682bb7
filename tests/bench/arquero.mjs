import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { giveFiles } from './giveFiles.mjs';

const library = fileURLToPath(new URL('../../node_modules/arquero/dist/arquero.min.js', import.meta.url));

/** The same work in Arquero, in a page of the same browser: seconds to read the text, and to answer. */
export async function runArquero(context, path) {
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  try {
    await page.setContent('<input type="file">');
    await page.addScriptTag({ content: readFileSync(library, 'utf8') });
    await giveFiles(page, 'input', [path]);
    return await page.evaluate(async () => {
      const aq = globalThis.aq;
      const from = performance.now();
      const text = await document.querySelector('input').files[0].text();
      const lines = aq.fromCSV(text, { autoMax: 1000 });
      const read = performance.now();
      const customers = lines.groupby('customer_id').rollup({ orders: aq.op.distinct('order_id'), revenue: aq.op.sum('amount'), last: aq.op.max('order_date'), breadth: aq.op.distinct('sku'), lines: aq.op.count() });
      const rows = customers.numRows();
      return { read: (read - from) / 1000, customers: (performance.now() - read) / 1000, rows };
    });
  } finally {
    await page.close();
  }
}
