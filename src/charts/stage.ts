/** Context that is true on slides: larger type, and all of a picture within the stage. */
export const stageKey = Symbol('stage');
