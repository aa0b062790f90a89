// The page Models in a real browser: models are taken into use, changed, refused, unloaded, fetched and removed, as an
// administrator does it. Takes a server with the models of tests/e2e/models_page_test.py, which says the rest:
//   WENYUAN_URL, NAME and PASSWORD of an administrator, SHOTS as run.mjs

import { launch, openPage, setLanguage, setTheme } from './browser.mjs';
import { expect, makeSteps } from './steps.mjs';

const base = process.env.WENYUAN_URL;
const browser = await launch();
const { page, problems } = await openPage(browser, base);
page.setDefaultTimeout(60_000);
const { step, end } = makeSteps(page, process.env.SHOTS ?? 'build/browser');

const used = (role) => page.locator(`[data-model-role="${role}"]`);
const installed = (file) => page.locator(`[data-model="${file}"]`);
const button = (place, text) => place.locator('button', { hasText: text });
const ready = (role, file) => page.locator(`[data-model-role="${role}"][data-model-state="ready"]`, { hasText: file }).waitFor();

await step('an administrator comes to the page', async () => {
  await page.goto(`${base}/#/models`);
  await page.locator('input[name="username"]').fill(process.env.NAME);
  await page.locator('input[name="password"]').fill(process.env.PASSWORD);
  await page.locator('button[type="submit"]').click();
  await used('generator').waitFor();
  expect((await used('generator').innerText()).includes('None'), 'a model writes already');
  await ready('embedder', 'tiny-embedder.gguf');
});

await step('a model is taken into use, and says that it is loading until it is ready', async () => {
  await button(installed('toy-first.gguf'), 'Use').click();
  await page.locator('[data-model-change="loading"], [data-model-role="generator"][data-model-state]').first().waitFor();
  await ready('generator', 'toy-first.gguf');
  await installed('toy-first.gguf').locator('text=in use').waitFor();
  expect((await button(installed('toy-first.gguf'), 'Remove').count()) === 0, 'what is in use can be removed');
});

await step('one that does not fit beside it is refused, and fits after the other was stopped', async () => {
  await button(installed('toy-second.gguf'), 'Use').click();
  const problem = page.locator('[role="alert"]');
  await problem.waitFor();
  await ready('generator', 'toy-first.gguf');
  await button(problem, 'Stop the model in use first').click();
  await ready('generator', 'toy-second.gguf');
  await problem.waitFor({ state: 'detached' });
});

await step('one that cannot be loaded says why, and the one before goes on', async () => {
  await button(installed('wrong.gguf'), 'Use').click();
  const problem = page.locator('[role="alert"]');
  await problem.or(page.locator('[data-model-change="failed"]')).first().waitFor();
  if (await problem.count()) await button(problem, 'Stop the model in use first').click();
  await page.locator('[data-model-change="failed"]', { hasText: 'could not be loaded' }).waitFor();
});

await step('a broken file is listed with its reason, without a button to use it', async () => {
  const broken = installed('broken.gguf');
  expect(/damaged|not a GGUF|cut off|ends/i.test(await broken.innerText()), await broken.innerText());
  expect((await button(broken, 'Use').count()) === 0, 'a broken file can be used');
});

await step('what failed is not said any more once something else is done', async () => {
  await button(installed('toy-first.gguf'), 'Use').click();
  await page.locator('[data-model-change="failed"]').waitFor({ state: 'detached' });
  await button(page.locator('[role="alert"]'), 'Stop the model in use first').click();
  await ready('generator', 'toy-first.gguf');
  expect((await page.locator('[role="alert"]').count()) === 0, 'an old problem is still there');
});

await step('a reranker is taken into use and unloaded', async () => {
  await button(installed('tiny-reranker.gguf'), 'Use').click();
  await ready('reranker', 'tiny-reranker.gguf');
  await button(used('reranker'), 'Unload').click();
  await page.locator('[data-model-role="reranker"]:not([data-model-state])').waitFor();
});

await step('another embedder replaces the one before', async () => {
  await button(installed('second-embedder.gguf'), 'Use').click();
  await page
    .locator('[data-model-role="embedder"][data-model-state="ready"]', { hasText: 'second-embedder.gguf' })
    .waitFor();
  await installed('tiny-embedder.gguf').locator('button', { hasText: 'Use' }).waitFor();
});

await step('a model of a hub is looked at, its licence accepted, fetched, and stopped on the way', async () => {
  const hub = page.locator('[data-model-hub]');
  await hub.locator('input[placeholder*="/"]').fill('org/toy');
  await button(hub, 'Look').click();
  const fetch = hub.getByRole('button', { name: 'Fetch', exact: true });
  expect(await fetch.isDisabled(), 'it is fetched before the licence was accepted');
  await hub.locator('input[type="radio"]').first().check();
  await hub.locator('input[type="checkbox"]').check();
  await fetch.click();
  const pull = page.locator('[data-model-pull]');
  await button(pull, 'Cancel').click();
  await pull.waitFor({ state: 'detached' });
});

await step('a model is removed only after a second word', async () => {
  await button(installed('stories260K.gguf'), 'Remove').click();
  await page.locator('dialog button', { hasText: 'Cancel' }).click();
  await installed('stories260K.gguf').waitFor();
  await button(installed('stories260K.gguf'), 'Remove').click();
  await page.locator('dialog button', { hasText: 'Remove' }).click();
  await installed('stories260K.gguf').waitFor({ state: 'detached' });
});

await step('unloading what writes goes back to quoting', async () => {
  await button(used('generator'), 'Unload').click();
  await page.locator('[data-model-role="generator"]', { hasText: 'None' }).waitFor();
});

await step('in Chinese, dark, on a phone: nothing is wider than the screen', async () => {
  await setLanguage(page, 'zh');
  await setTheme(page, 'dark');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await used('generator').waitFor();
  const over = await page.evaluate(() =>
    [...document.querySelectorAll('main *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1).length,
  );
  expect(over === 0, `${over} elements stand out at the right`);
});

await step('no page had an error, refused content or another host', async () => {
  expect(problems.length === 0, problems.join('\n'));
});

await browser.close();
end();
