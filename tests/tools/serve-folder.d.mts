export interface FolderServer {
  readonly url: string;
  close(): Promise<void>;
}
export function serveFolder(folder: string, options?: { readonly port?: number; readonly path?: string; readonly onRequest?: (url: string) => void }): Promise<FolderServer>;
