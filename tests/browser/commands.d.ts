import 'vitest/browser';

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** the files of a folder, named from the repository's root, or null where there is no such folder */
    readFolder(folder: string): Promise<{ name: string; base64: string }[] | null>;
    /** RESULT.json of the headless runner on native DuckDB */
    runHeadless(notebook: string, folder: string): Promise<string>;
  }
}
