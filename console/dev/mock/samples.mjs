import { makeTextPdf } from '../../../tests/browser/make-pdf.mjs';

export const kHandbook = `# 员工手册（2025 版）

本手册适用于公司全体员工，包括试用期员工和外派人员。手册中的规定与国家法律不一致的，以法律为准。

## 第四章 考勤

员工每个工作日工作八小时，弹性时间为上午八点至十点。

病假不计入出勤，须在三个工作日内补交医院证明。

## 第五章 休假

试用期员工按实际出勤月数折算年假，折算后不足一天的部分不计。

年假应当在当年使用；因工作需要未能使用的，经部门负责人批准可以顺延到次年三月底。

| 工龄 | 年假天数 | 说明 |
| --- | --- | --- |
| 不满一年 | 按月折算 | 每月 0.42 天 |
| 一年以上不满十年 | 5 | 含试用期 |
| 十年以上不满二十年 | 10 | 连续工龄 |
| 二十年以上 | 15 | 连续工龄 |

- 婚假十五天，登记之日起一年内使用。
- 产假按国家和本市规定执行。
- 陪产假十五天，可以分两次使用。

## 第六章 报销

差旅费应当在返回后十五个工作日内报销，逾期须由财务总监批准。
`;

export const kFaq = `# Support FAQ

## Network

The gateway retries a failed upload three times, each time after twice the delay of the time before.

Set \`retry.max\` to change how often:

\`\`\`
[retry]
max = 3
delay = "2s"
\`\`\`

## Parts

Part PPR-9087 replaces PPR-9078 in all units built after March 2024.
`;

export const kManual = makeTextPdf([
  '# Heron 12 gateway: product manual',
  'The Heron 12 joins up to 64 sensors to the plant network.',
  'It is mounted on a rail and fed with 24 volts.',
  'Keep a distance of at least 40 millimetres to other devices.',
  '\f',
  '# Installation',
  'Switch the supply off before you open the cabinet.',
  'Fasten the gateway to the rail and tighten the screw with 1.2 newton metres.',
  'The status lamp turns green when the gateway has found its server.',
  'A lamp that blinks red means that the certificate has expired.',
  '\f',
  '# Technical data',
  'Operating temperature: -20 to 60 degrees Celsius.',
  'Power consumption: 7.5 watts with all sensors connected.',
  'The warranty of the Heron 12 is 36 months from the date of delivery.',
]);

const kKinds = ['合同', '会议纪要', '检验报告', '采购单', 'Invoice', 'Test report', 'Meeting notes', 'Change request'];
const kEndings = ['pdf', 'docx', 'xlsx', 'pptx', 'html', 'eml', 'md', 'txt'];

// Enough documents for a long list.
export const archive = Array.from({ length: 1297 }, (_, index) => {
  const kind = kKinds[(index * 7) % kKinds.length];
  return {
    name: `${2019 + (index % 7)}/${kind} ${String(index + 1).padStart(4, '0')}.${kEndings[(index * 5) % kEndings.length]}`,
    pages: 1 + ((index * 13) % 48),
    bytes: 9_000 + ((index * 7_919_111) % 4_000_000),
  };
});
