/** A finger drawn across turns the slide; inside what is dragged or scrolled sideways it does not. */
export const swipe = (turn: (by: 1 | -1) => void) => (room: HTMLElement): (() => void) => {
  let from: { readonly x: number; readonly y: number } | null = null;
  const down = (event: PointerEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const own = target?.closest('input, textarea, button, select, svg, [role="slider"], [role="grid"]');
    from = event.pointerType === 'touch' && event.isPrimary && !own ? { x: event.clientX, y: event.clientY } : null;
  };
  const up = (event: PointerEvent): void => {
    if (!from) return;
    const [across, along] = [event.clientX - from.x, event.clientY - from.y];
    from = null;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(along)) turn(across < 0 ? 1 : -1);
  };
  const forget = (): void => {
    from = null;
  };
  room.addEventListener('pointerdown', down);
  room.addEventListener('pointerup', up);
  room.addEventListener('pointercancel', forget);
  return () => {
    room.removeEventListener('pointerdown', down);
    room.removeEventListener('pointerup', up);
    room.removeEventListener('pointercancel', forget);
  };
};
