/** Which slide is shown: kept for this tab, so that a show that was left goes on where it was. */
export class Pace {
  readonly #place: string;
  readonly #count: () => number;
  #at = $state(0);
  #typed = $state('');

  constructor(notebook: string, count: () => number) {
    this.#place = `cubebook.slide.${notebook}`;
    this.#count = count;
    this.#at = Number(readPlace(this.#place) ?? 0);
  }

  get at(): number {
    return Math.max(0, Math.min(this.#at, this.#count() - 1));
  }

  /** digits typed so far, to go to that slide */
  get typed(): string {
    return this.#typed;
  }

  go(slide: number): void {
    this.#typed = '';
    this.#at = Math.max(0, Math.min(Math.trunc(slide), this.#count() - 1));
    writePlace(this.#place, String(this.#at));
  }

  step(by: 1 | -1): void {
    this.go(this.at + by);
  }

  /** true: the key was for the pace */
  press(key: string): boolean {
    if (/^\d$/u.test(key)) {
      this.#typed = (this.#typed + key).slice(-3);
      return true;
    }
    if (key === 'Enter' && this.#typed !== '') {
      this.go(Number(this.#typed) - 1);
      return true;
    }
    switch (key) {
      case 'ArrowRight':
      case 'ArrowDown':
      case 'PageDown':
      case ' ':
        this.step(1);
        return true;
      case 'ArrowLeft':
      case 'ArrowUp':
      case 'PageUp':
        this.step(-1);
        return true;
      case 'Home':
        this.go(0);
        return true;
      case 'End':
        this.go(this.#count() - 1);
        return true;
      default:
        this.#typed = '';
        return false;
    }
  }
}

function readPlace(name: string): string | null {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function writePlace(name: string, value: string): void {
  try {
    sessionStorage.setItem(name, value);
  } catch {
    // storage is closed here: the place is known as long as the show lasts
    return;
  }
}
