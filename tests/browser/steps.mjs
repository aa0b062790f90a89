import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

export function expect(condition, what) {
  if (!condition) throw new Error(what);
}

// Steps that go on after one that fails: a line for each, a picture after each, and "N passed, N failed" last.
export function makeSteps(page, folder) {
  mkdirSync(folder, { recursive: true });
  const counts = { passed: 0, failed: 0 };
  return {
    async step(name, action) {
      const picture = `${String(counts.passed + counts.failed + 1).padStart(2, '0')}-${name.replace(/[^\w]+/g, '-')}`;
      try {
        await action();
        ++counts.passed;
        console.log(`ok      ${name}`);
      } catch (error) {
        ++counts.failed;
        console.log(`FAILED  ${name}\n        ${String(error.message).split('\n').slice(0, 4).join('\n        ')}`);
      }
      await page.screenshot({ path: join(folder, `${picture}.png`) }).catch(() => {});
    },
    end() {
      console.log(`${counts.passed} passed, ${counts.failed} failed`);
      process.exit(counts.failed === 0 ? 0 : 1);
    },
  };
}
