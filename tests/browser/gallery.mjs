// Pictures of every page, in both languages, both themes and both sizes, to be looked at.
//   WENYUAN_URL=http://127.0.0.1:8788 WENYUAN_SECRET=one-time-secret [SHOTS=shots] [ONLY=zh-dark-wide] node tests/browser/gallery.mjs
// Meant for the mock (`npm run mock` in console/), which has something on every page.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { launch, openPage, setLanguage, setTheme } from './browser.mjs';

const base = process.env.WENYUAN_URL ?? 'http://127.0.0.1:8788';
const secret = process.env.WENYUAN_SECRET ?? 'one-time-secret';
const folder = process.env.SHOTS ?? 'shots';
const account = { name: '王芳', password: 'four words in a row' };

const kQuestions = {
  zh: ['试用期员工可以休年假吗？按什么折算？', '十年以上不满二十年工龄的年假天数', '月球上的重力是多少，怎么测量？'],
  en: ['How long is the warranty of the Heron 12?', 'Which part replaces PPR-9078?', 'Who won the sensors championship?'],
};

async function shoot(page, name) {
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

async function ask(page, question) {
  await page.locator('textarea').fill(question);
  await page.keyboard.press('Enter');
  await page.locator('article [aria-busy="false"]').last().waitFor();
  await page.waitForTimeout(1800);
}

async function visit(page, language, size, name) {
  const go = async (path) => {
    await page.goto(`${base}/#${path}`);
    await page.waitForTimeout(700);
  };
  await go('/ask');
  await shoot(page, `${name}-ask-empty`);
  const [pdfOrText, table, none] = kQuestions[language];
  await ask(page, pdfOrText);
  await shoot(page, `${name}-ask-answer`);
  if (size === 'narrow') {
    await page.locator('[data-citation]').first().click();
    await shoot(page, `${name}-ask-sheet`);
    await page.keyboard.press('Escape');
  }
  await ask(page, table);
  await shoot(page, `${name}-ask-second`);
  await page.keyboard.press('Escape');
  await ask(page, none);
  await shoot(page, `${name}-ask-refusal`);
  await go('/library');
  await shoot(page, `${name}-library`);
  if (size === 'wide') {
    await page.locator('[role="grid"]').focus();
    for (const key of ['Space', 'ArrowDown', 'Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await page.keyboard.press('Delete');
    await shoot(page, `${name}-library-delete`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await shoot(page, `${name}-keys`);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+k');
    await page.keyboard.type(language === 'zh' ? '员工' : 'her');
    await shoot(page, `${name}-palette`);
    await page.keyboard.press('Escape');
  }
  await go('/search');
  await shoot(page, `${name}-search-empty`);
  await go(`/search?q=${encodeURIComponent(language === 'zh' ? '年假 试用期' : 'Heron gateway lamp')}`);
  await shoot(page, `${name}-search`);
  await page.locator('[data-hit]').first().click();
  await page.waitForTimeout(900);
  await shoot(page, `${name}-search-proof`);
  await page.locator('[data-proof-panel] footer a').click();
  await page.waitForTimeout(900);
  await shoot(page, `${name}-document`);
  for (const tab of [2, 1, 0]) {
    await page.locator('[role="tab"]').nth(tab).click();
    await shoot(page, `${name}-document-tab${tab}`);
  }
  for (const section of ['users', 'libraries', 'tokens']) {
    await go(`/house/${section}`);
    await shoot(page, `${name}-house-${section}`);
  }
  for (const tab of ['questions', 'runs', 'rules']) {
    await go(`/quality?tab=${tab}`);
    await shoot(page, `${name}-quality-${tab}`);
  }
  await go('/nowhere');
  await shoot(page, `${name}-nowhere`);
}

mkdirSync(folder, { recursive: true });
const browser = await launch();
let first = true;
for (const language of ['zh', 'en']) {
  for (const theme of ['light', 'dark']) {
    for (const size of ['wide', 'narrow']) {
      const name = `${language}-${theme}-${size}`;
      if (process.env.ONLY && !name.includes(process.env.ONLY)) continue;
      const { context, page, problems } = await openPage(browser, base, { size, language, theme });
      await page.goto(`${base}/setup#${secret}`);
      await page.waitForTimeout(400);
      await shoot(page, `${name}-welcome`);
      if (first && !process.env.SIGN_IN) {
        await page.locator('input[name="username"]').fill(account.name);
        await page.locator('input[name="new-password"]').fill('short');
        await page.locator('button[type="submit"]').click();
        await shoot(page, `${name}-welcome-problem`);
        await page.locator('input[name="new-password"]').fill(account.password);
        await page.locator('input[name="repeat-password"]').fill(account.password);
      } else {
        await page.goto(`${base}/#/ask`);
        await shoot(page, `${name}-sign-in`);
        await page.locator('input[name="username"]').fill(account.name);
        await page.locator('input[name="password"]').fill(account.password);
      }
      await page.locator('button[type="submit"]').click();
      await page.locator('textarea').waitFor();
      await setLanguage(page, language);
      await setTheme(page, theme);
      first = false;
      await visit(page, language, size, name);
      for (const problem of problems) console.log(`${name}: ${problem}`);
      await context.close();
    }
  }
}
await browser.close();
