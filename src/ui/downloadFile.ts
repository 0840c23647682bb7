/** Hands a file to the browser's downloads, under a name without what file systems refuse. */
export function downloadFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  const address = URL.createObjectURL(blob);
  link.href = address;
  link.download = safeFileName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const safeFileName = (name: string): string => name.replaceAll(/[\\/:*?"<>|\u0000-\u001F]/gu, ' ').replaceAll(/\s+/gu, ' ').trim();
