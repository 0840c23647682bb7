/** Whether this version is kept whole in the browser, so that it works without a network. */
class Offline {
  kept = $state(false);
}

export const offline = new Offline();
