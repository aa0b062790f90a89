import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

// playwright-core is installed with the console.
const require = createRequire(new URL('../../console/package.json', import.meta.url));
const { chromium } = require('playwright-core');

const kArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const sizes = {
  wide: { width: 1440, height: 900 },
  narrow: { width: 390, height: 844 },
};

export async function launch() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}: install Debian's chromium`);
  return chromium.launch({ executablePath, args: kArguments });
}

// A page that remembers what went wrong in it: errors, refused content, requests to other hosts.
export async function openPage(browser, base, { size = 'wide', language = 'en', theme = 'light' } = {}) {
  const context = await browser.newContext({
    viewport: sizes[size],
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
  });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // The browser itself reports every 4xx answer; those are the pages' own business.
    const expected = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !expected) problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith('http') && host !== new URL(base).host) problems.push(`foreign request: ${request.url()}`);
  });
  return { context, page, problems };
}

export async function setTheme(page, theme) {
  await page.evaluate((value) => localStorage.setItem('wenyuan.theme', value), theme);
}

export async function setLanguage(page, language) {
  await page.evaluate((value) => localStorage.setItem('wenyuan.language', value), language);
}
