import type { DeckDress } from '../../share/makeFile.ts';

const mostBytes = 4_000_000;

/** A picture of the sender's as PNG, drawn anew so that nothing but pixels goes into a file; null where it is none. */
export async function readPicture(file: File): Promise<DeckDress['logo']> {
  if (file.size > mostBytes) return null;
  const address = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = address;
    await picture.decode();
    const ratio = picture.naturalWidth > 0 ? picture.naturalWidth / picture.naturalHeight : 3;
    const canvas = document.createElement('canvas');
    canvas.width = 600;
    canvas.height = Math.max(1, Math.round(600 / ratio));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return { data: canvas.toDataURL('image/png'), ratio };
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  } finally {
    URL.revokeObjectURL(address);
  }
}
