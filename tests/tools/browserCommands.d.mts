export declare const browserCommands: {
  readFolder(context: unknown, folder: string): Promise<{ name: string; base64: string }[] | null>;
  runHeadless(context: unknown, notebook: string, folder: string): Promise<string>;
};
