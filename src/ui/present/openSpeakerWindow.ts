import { type Component, mount, unmount } from 'svelte';

/**
 * Shows a component in a second window of this page, for the speaker's own screen. Nothing is fetched for it: it takes the looks
 * of this page with it, and only the fonts of the machine. Null where the browser opens no window.
 */
export function openSpeakerWindow<Props extends Record<string, unknown>>(content: Component<Props>, props: Props, title: string, onclosed: () => void): { close(): void } | null {
  const second = window.open('', 'cubebook-speaker', 'popup,width=1100,height=720');
  if (!second) return null;
  const { document: there } = second;
  there.title = title;
  for (const { name, value } of document.documentElement.attributes) there.documentElement.setAttribute(name, value);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => !(rule instanceof CSSFontFaceRule));
  // a sheet belongs to the document that it was made in
  const Sheet = (second as Window & typeof globalThis).CSSStyleSheet;
  const sheet = new Sheet();
  sheet.replaceSync(`${rules.map(({ cssText }) => cssText).join('\n')}\n:root { --font-ui: "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif; --font-prose: var(--font-ui); }`);
  there.adoptedStyleSheets = [sheet];
  there.body.replaceChildren();
  const shown = mount(content, { target: there.body, props });
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    void unmount(shown);
    onclosed();
  };
  second.addEventListener('pagehide', end);
  return {
    close() {
      end();
      second.close();
    },
  };
}
