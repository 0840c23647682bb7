/** Gives an input files by their paths: the browser opens them itself, however large they are. */
export async function giveFiles(page, selector, files) {
  await page.locator(selector).first().waitFor({ state: 'attached' });
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: `document.querySelector(${JSON.stringify(selector)})` });
  await session.send('DOM.setFileInputFiles', { files, objectId: result.objectId });
  await session.detach();
}
