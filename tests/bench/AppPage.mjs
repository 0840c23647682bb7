import { giveFiles } from './giveFiles.mjs';
import { questions } from './questions.mjs';

const front = '---\ncubebook: 1\ntitle: bench\nlang: en\n---\n';
const notebooks = {
  ...Object.fromEntries(Object.entries(questions).map(([name, sql]) => [name, `${front}\n\`\`\`sql id=asked_${name}\n${sql}\n\`\`\`\n`])),
  sheet: `${front}\n\`\`\`traits id=sheet\ntraits: [recency_days, frequency, revenue, average_check, breadth, mean_gap, tenure_days]\n\`\`\`\n`,
  cube: `${front}\n\`\`\`cube id=cube\naxes:\n  - { trait: recency_days }\n  - { trait: frequency }\n  - { trait: revenue }\n\`\`\`\n`,
};

/** The built app in Chromium, driven as a person would, with a clock in the page. */
export class AppPage {
  #page;

  constructor(page) {
    this.#page = page;
    page.setDefaultTimeout(1_200_000);
  }

  /** milliseconds from the navigation to the page usable, the engine ready, and the first answer */
  static async start({ page }, url) {
    page.setDefaultTimeout(120_000);
    await page.addInitScript(() => {
      globalThis.told = {};
      const look = () => {
        const root = document.documentElement;
        if (!root) return;
        if (!globalThis.told.usable && document.querySelector('.btn.primary, [data-cell]')) globalThis.told.usable = performance.now();
        if (!globalThis.told.ready && root.dataset.engine === 'ready') globalThis.told.ready = performance.now();
        if (!globalThis.told.answer && document.querySelector('[data-cell][data-status=done]')) globalThis.told.answer = performance.now();
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    });
    await page.goto(`${url}?lang=en`);
    await page.waitForFunction(() => globalThis.told.ready);
    const { usable, ready } = await page.evaluate(() => globalThis.told);
    await page.goto('about:blank');
    await page.goto(`${url}?lang=en#/sample`);
    await page.waitForFunction(() => globalThis.told.answer);
    const { answer } = await page.evaluate(() => globalThis.told);
    return { usable, ready, answer };
  }

  static async open({ page }, url) {
    const [address, hash = ''] = url.split('#');
    const app = new AppPage(page);
    await page.addInitScript(() => {
      // when the page waits for the engine: calls of comlink by their id, from the request to the answer
      globalThis.asked = { open: new Map(), spans: [] };
      const post = Worker.prototype.postMessage;
      const heard = new WeakSet();
      Worker.prototype.postMessage = function (message, ...rest) {
        if (!heard.has(this)) {
          heard.add(this);
          this.addEventListener('message', ({ data }) => {
            const from = globalThis.asked.open.get(data?.id);
            if (from === undefined) return;
            globalThis.asked.open.delete(data.id);
            globalThis.asked.spans.push([from, performance.now()]);
          });
        }
        const [what] = message?.path ?? [];
        if (what === 'describe' || (what === 'run' && String(message.argumentList?.[0]?.value).startsWith('page-'))) globalThis.asked.open.set(message.id, performance.now());
        return Reflect.apply(post, this, [message, ...rest]);
      };
    });
    await page.goto(`${address}?lang=en${hash === '' ? '' : `#${hash}`}`);
    await page.waitForFunction(() => document.documentElement.dataset.engine === 'ready');
    return app;
  }

  /** seconds to read the file's bytes and do nothing with them: below this no import can come */
  async readAlone(path) {
    await this.#page.evaluate(() => {
      const input = document.createElement('input');
      input.type = 'file';
      input.id = 'bytes-alone';
      document.body.append(input);
    });
    await giveFiles(this.#page, '#bytes-alone', [path]);
    return this.#page.evaluate(async () => {
      const input = document.querySelector('#bytes-alone');
      const from = performance.now();
      const reader = input.files[0].stream().getReader();
      while (!(await reader.read()).done);
      input.remove();
      return (performance.now() - from) / 1000;
    });
  }

  /** bytes a second that this browser copies from memory to memory, the best of several times */
  copyRate() {
    return this.#page.evaluate(() => {
      const [from, to] = [new Uint8Array(128e6).fill(7), new Uint8Array(128e6)];
      const seconds = Array.from({ length: 6 }, () => {
        const start = performance.now();
        to.set(from);
        return (performance.now() - start) / 1000;
      });
      return from.length / Math.min(...seconds);
    });
  }

  /** seconds from the click on Load to the base; null: it was refused */
  async load(paths) {
    await giveFiles(this.#page, 'input[type=file][multiple]', paths);
    await this.#page.waitForFunction(() => document.querySelector('button.primary.big')?.disabled === false && location.hash === '#/review');
    return this.#page.evaluate(
      () =>
        new Promise((resolve) => {
          const from = performance.now();
          document.querySelector('button.primary.big').click();
          const look = () => {
            if (document.querySelector('[role=alert], .toast.fail')) resolve(null);
            else if (location.hash !== '#/review') resolve((performance.now() - from) / 1000);
            else setTimeout(look, 5);
          };
          setTimeout(look, 5);
        }),
    );
  }

  /** seconds from Run to the answer of a notebook with one cell */
  async ask(what) {
    await this.#page.locator('input[type=file][multiple]').first().setInputFiles({ name: `${what}.md`, mimeType: 'text/markdown', buffer: Buffer.from(notebooks[what]) });
    await this.#page.locator('section.note button.primary').waitFor();
    return this.#page.evaluate(
      () =>
        new Promise((resolve) => {
          const from = performance.now();
          document.querySelector('section.note button.primary').click();
          const look = () => {
            const status = document.querySelector('[data-cell]')?.dataset.status;
            if (status === 'failed') resolve(null);
            else if (status === 'done') resolve((performance.now() - from) / 1000);
            else setTimeout(look, 1);
          };
          setTimeout(look, 1);
        }),
    );
  }

  async settled() {
    await this.#page.waitForFunction(() => {
      const cells = [...document.querySelectorAll('[data-cell]')];
      return cells.length > 0 && cells.every(({ dataset }) => dataset.status === 'done' || dataset.status === 'failed');
    });
  }

  /** seconds until every cell of a shipped notebook is there, and until it is there again after its window changed */
  async openNotebook(slug) {
    const time = (start) =>
      this.#page.evaluate(
        ([code, name]) =>
          new Promise((resolve) => {
            const from = performance.now();
            globalThis.asked.spans = [];
            // spans lie over one another where several calls wait
            const waited = () => globalThis.asked.spans.toSorted(([one], [other]) => one - other).reduce(([sum, end], [start, stop]) => [sum + Math.max(0, stop - Math.max(start, end)), Math.max(end, stop)], [0, 0])[0];
            let began = false;
            if (code === 'open') location.hash = `#/notebook/${name}`;
            else {
              const input = document.querySelector('#param-window_days');
              input.value = String(Number(input.value) - 7);
              input.dispatchEvent(new Event('change', { bubbles: true }));
            }
            const look = () => {
              const cells = [...document.querySelectorAll('[data-cell]')];
              const ended = cells.length > 0 && cells.every(({ dataset }) => dataset.status === 'done' || dataset.status === 'failed');
              began ||= !ended;
              if ((began && ended) || performance.now() - from > 120_000) resolve([(performance.now() - from) / 1000, waited() / 1000]);
              else setTimeout(look, 1);
            };
            setTimeout(look, 1);
          }),
        [start, slug],
      );
    const [all] = await time('open');
    await this.settled();
    const chip = this.#page.getByRole('button', { name: /^Window/ });
    if ((await chip.count()) === 0) return { all, rerun: null, rerunEngine: null };
    await chip.first().click();
    await this.#page.locator('#param-window_days').waitFor();
    const [rerun, rerunEngine] = await time('window');
    await this.#page.keyboard.press('Escape');
    return { all, rerun, rerunEngine };
  }

  /** seconds from Save to the file, and its bytes, for each form in which the open notebook can leave */
  async exports() {
    await this.#page.getByRole('button', { name: 'Share', exact: true }).click();
    await this.#page.getByRole('menuitem', { name: /^The result/ }).click();
    const save = this.#page.getByRole('button', { name: 'Save file', exact: true });
    await save.waitFor();
    const told = {};
    for (const form of ['HTML', 'PPTX', 'XLSX', 'CSV']) {
      await this.#page.getByText(form, { exact: true }).first().click();
      const from = performance.now();
      const [download] = await Promise.all([this.#page.waitForEvent('download'), save.click()]);
      told[form] = (performance.now() - from) / 1000;
      await download.delete();
    }
    await this.#page.keyboard.press('Escape');
    return told;
  }
}
