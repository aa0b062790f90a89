// Drives the whole line in a real browser: account → files in → question → the proof is marked and in sight. Takes a
// server that was just started:
//   WENYUAN_URL=http://127.0.0.1:8788        where it is
//   WENYUAN_SECRET=…                         what stands behind '#' in its one-time link
//   SHOTS=build/browser                      folder for pictures (one is taken after each step, and when a step fails)
// Prints one line for each step and, last, "N passed, N failed".

import { launch, openPage, setLanguage, setTheme } from './browser.mjs';
import { documents, questions } from './documents.mjs';
import { expect, makeSteps } from './steps.mjs';

const base = (process.env.WENYUAN_URL ?? 'http://127.0.0.1:8788').replace(/\/$/, '');
const secret = process.env.WENYUAN_SECRET ?? 'one-time-secret';
const folder = process.env.SHOTS ?? 'build/browser';
const account = { name: 'browser-test', password: 'four words in a row' };
const other = { name: 'somebody-else', password: 'three words in' };
const kSections = ['users', 'libraries', 'words', 'search', 'recognition', 'tokens', 'account'];
const kReadyWithin = 120_000; // milliseconds; the machine may be busy
const kLibrary = 'Browser test 浏览器';

const browser = await launch();
const { page, problems } = await openPage(browser, base);
page.setDefaultTimeout(30_000);

const { step, end } = makeSteps(page, folder);

async function ask(question) {
  const before = await page.locator('[data-turn]').count();
  await page.locator('textarea').fill(question);
  await page.keyboard.press('Enter');
  const turn = page.locator('[data-turn]').nth(before);
  await turn.locator('[aria-busy="false"]').waitFor();
  return turn;
}

// The mark is really in sight: inside the window and inside everything that scrolls around it.
async function expectMarkInSight(panel) {
  const mark = panel.locator('[data-proof-mark]').first();
  await mark.waitFor({ state: 'attached' });
  const seen = await mark.evaluate((element) =>
    new Promise((resolve) => {
      setTimeout(() => {
        const box = element.getBoundingClientRect();
        let inside = box.width > 4 && box.height > 4 && box.top >= 0 && box.bottom <= innerHeight;
        for (let parent = element.parentElement; parent; parent = parent.parentElement) {
          if (!/auto|scroll/.test(getComputedStyle(parent).overflowY)) continue;
          const frame = parent.getBoundingClientRect();
          inside &&= box.top >= frame.top && box.bottom <= frame.bottom && box.left < frame.right && box.right > frame.left;
        }
        resolve(inside);
      }, 300);
    }),
  );
  expect(seen, 'the mark is not in sight');
}

await step('the one-time link makes an account', async () => {
  await page.goto(`${base}/setup#${secret}`);
  await page.locator('input[name="username"]').fill(account.name);
  await page.locator('input[name="new-password"]').fill(account.password);
  await page.locator('input[name="repeat-password"]').fill(account.password);
  await page.locator('button[type="submit"]').click();
  await page.locator('textarea').waitFor();
});

await step('a new library is made and chosen', async () => {
  await page.goto(`${base}/#/library`);
  await page.locator('button[aria-label="New library"]').click();
  await page.locator('dialog input').fill(kLibrary);
  await page.keyboard.press('Enter');
  await page.locator('button[aria-current]', { hasText: kLibrary }).waitFor();
});

await step('files are sent and become ready', async () => {
  await page.locator('[data-choose-files]').first().setInputFiles(documents);
  await page.locator('[data-dock]').waitFor();
  const all = `${documents.length} of ${documents.length} ready`;
  await page.locator('[data-dock]', { hasText: all }).waitFor({ timeout: kReadyWithin });
  await page.locator('[data-document]').nth(documents.length - 1).waitFor();
});

await step('an English question is answered from the PDF', async () => {
  await page.goto(`${base}/#/ask`);
  const turn = await ask(questions.pdf.text);
  const text = await turn.innerText();
  expect(text.includes(questions.pdf.quote), `the answer does not say “${questions.pdf.quote}”: ${text}`);
});

await step('its first proof opened by itself, marked and in sight', async () => {
  const panel = page.locator('[data-proof-panel]');
  await panel.locator('canvas').first().waitFor();
  await expectMarkInSight(panel);
});

await step('Escape closes the proof, a click on the mark opens it again', async () => {
  await page.locator('textarea').evaluate((element) => element.blur());
  await page.keyboard.press('Escape');
  await page.locator('[data-proof-panel]').waitFor({ state: 'detached' });
  const chip = page.locator('[data-citation="1"]').first();
  expect(await chip.evaluate((element) => element === document.activeElement), 'the focus did not come back');
  await page.keyboard.press('Enter');
  const panel = page.locator('[data-proof-panel]');
  await panel.locator('canvas').first().waitFor();
  await expectMarkInSight(panel);
});

await step('the page around the mark is drawn', async () => {
  await page.waitForFunction(() => {
    const mark = document.querySelector('[data-proof-mark]');
    const canvas = mark?.closest('[data-page]')?.querySelector('canvas');
    if (!canvas) return false;
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d').getImageData(0, 0, width, Math.floor(height / 2)).data;
    return pixels.some((value, index) => index % 4 === 0 && value < 128);
  });
});

await step('in Chinese and dark: a question on the Markdown file', async () => {
  await setLanguage(page, 'zh');
  await setTheme(page, 'dark');
  await page.reload();
  await page.locator('[data-turn]').first().waitFor();  // the conversation is there again
  expect((await page.locator('html').getAttribute('lang')) === 'zh-CN', 'the page does not say that it is Chinese');
  const turn = await ask(questions.chinese.text);
  expect((await turn.innerText()).includes(questions.chinese.quote), 'the answer does not hold the sentence');
  await turn.locator('[data-citation]').first().click();
  const panel = page.locator('[data-proof-panel]');
  await expectMarkInSight(panel);
  const marked = (await panel.locator('[data-proof-mark]').allInnerTexts()).join('');
  expect(marked.includes('试用期员工'), `something else is marked: ${marked}`);
});

await step('the address of a proof opens the same place', async () => {
  await page.locator('[data-proof-panel] footer a').click();
  await page.waitForURL(/#\/documents\//);
  await page.reload();
  await page.locator('[data-proof-mark]').first().waitFor();
  await page.goBack();
});

await step('what the documents do not say is refused', async () => {
  const turn = await ask(questions.unanswerable.text);
  await turn.locator('[data-refusal]').waitFor();
});

await step('search marks the words and opens the passage', async () => {
  await page.goto(`${base}/#/search?q=${encodeURIComponent('LX-22 grease')}`);
  await page.locator('[data-hit="1"] mark').first().waitFor();
  await page.locator('[data-hit="1"]').click();
  await expectMarkInSight(page.locator('[data-proof-panel]'));
});

await step('a deleted document is gone from the answers', async () => {
  await page.goto(`${base}/#/library`);
  await page.locator('[data-document]', { hasText: /Kestrel|kestrel/ }).locator('input[type="checkbox"]').check();
  await page.locator('button', { hasText: '删除' }).click();
  await page.locator('dialog button', { hasText: '删除' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await page.goto(`${base}/#/ask`);
  const turn = await ask(questions.pdf.text);
  expect(!(await turn.innerText()).includes(questions.pdf.quote), 'it still answers');
});

await step('on a narrow screen the proof is a sheet', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${base}/#/ask`);
  const turn = await ask(questions.chinese.text);
  await turn.locator('[data-citation]').first().click();
  await expectMarkInSight(page.locator('[data-proof-panel]'));
});

await step('the models and their memory are shown', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${base}/#/models`);
  await page.locator('[data-model-role="generator"]').waitFor();
  expect((await page.locator('[data-model-memory] dd').count()) === 5, 'the memory has not five numbers');
  const demo = page.locator('[data-demo-model], [data-model*="qwen2.5-coder-1.5b"]').first();
  expect(/apache|1[.,]1 GB/i.test(await demo.innerText()), 'the demo model is neither offered nor installed');
});

await step('an account gets a new password, and is signed out by it', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`${base}/#/house/users`);
  await page.locator('button', { hasText: '添加人员' }).click();
  await page.locator('dialog input').first().fill(other.name);
  await page.locator('dialog input[type="password"]').fill(other.password);
  await page.keyboard.press('Enter');
  const row = page.locator('tbody tr', { hasText: other.name });
  await row.waitFor();
  const theirs = await openPage(browser, base);
  const signIn = async (password) => {
    await theirs.page.locator('input[name="username"]').fill(other.name);
    await theirs.page.locator('input[name="password"]').fill(password);
    await theirs.page.locator('button[type="submit"]').click();
  };
  await theirs.page.goto(`${base}/#/ask`);
  await signIn(other.password);
  await theirs.page.locator('textarea').waitFor();
  await row.locator('button', { hasText: '重设密码' }).click();
  await page.locator('dialog input[type="password"]').fill('five words in a row');
  await page.locator('dialog button[type="submit"]').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  await theirs.page.reload();
  await theirs.page.locator('input[name="password"]').waitFor();
  await signIn('five words in a row');
  await theirs.page.locator('textarea').waitFor();
  await theirs.context.close();
});

await step('nobody is blocked before a second word', async () => {
  const row = page.locator('tbody tr', { hasText: other.name });
  await row.locator('button', { hasText: '停用' }).click();
  await page.keyboard.press('Escape');
  await row.locator('td', { hasText: '正常' }).waitFor();
  await row.locator('button', { hasText: '停用' }).click();
  await page.locator('dialog button', { hasText: '停用' }).click();
  await row.locator('td', { hasText: '已停用' }).waitFor();
});

await step('on a phone no page is cut off, and every button is in reach', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  const pages = ['ask', 'library', 'search', 'quality', 'models', ...kSections.map((one) => `house/${one}`)];
  for (const path of pages) {
    await page.goto(`${base}/#/${path}`);
    await page.locator('main').waitFor();
    await page.waitForTimeout(500);
    const out = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth > innerWidth + 1;
      const cut = [...document.querySelectorAll('main table button')].some(
        (one) => one.getBoundingClientRect().right > innerWidth + 1,
      );
      const here = document.querySelector('nav a[aria-current="page"]')?.getBoundingClientRect();
      return { wide, cut, hidden: here ? here.left < 0 || here.right > innerWidth : false };
    });
    expect(!out.wide && !out.cut && !out.hidden, `${path}: ${JSON.stringify(out)}`);
  }
});

await step('signing out leaves nothing readable behind', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('header button[aria-haspopup="menu"]').last().click();
  await page.locator('[role="menuitem"]').last().click();
  await page.locator('input[name="password"]').waitFor();
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(!kept.includes('试用期'), 'the conversation is still in the browser');
});

await step('no page had an error, refused content or another host', async () => {
  expect(problems.length === 0, problems.join('\n'));
});

await browser.close();
end();
