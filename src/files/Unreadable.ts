/** A file that cannot be read as what it says it is. Thrown by readers, turned into a recognition with `reason` at the edge. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
