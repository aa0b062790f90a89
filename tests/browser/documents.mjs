import { makeTextPdf } from './make-pdf.mjs';

// What the browser test uploads and asks about. The facts are made up, so that no other document holds them.
const kManual = [
  '# Kestrel 400 pump: service manual',
  'This manual is for the people who look after the Kestrel 400 feed pump.',
  'Read the chapter on safety before you open the housing.',
  'The pump weighs 38 kilograms and is lifted by two people.',
  '\f',
  '# Maintenance',
  'Check the oil level once a week while the pump stands still.',
  'The bearing of the Kestrel 400 must be greased every 750 operating hours.',
  'Use only grease of type LX-22 for the bearing.',
  'Replace the shaft seal of the pump after 6000 operating hours.',
  'Write every service into the log book beside the pump.',
  '\f',
  '# Faults',
  'A humming pump that does not turn has lost one phase of its supply.',
  'Error E-17 means that the discharge valve is closed.',
];

const kRules = `# 青岚公司考勤与休假制度

## 第一章 考勤

员工每天上午九点前到岗，迟到三十分钟以内不扣工资。

外勤人员使用手机打卡，地点由部门经理确认。

## 第二章 休假

试用期员工按实际出勤月数折算年假，折算后不足一天的部分不计。

婚假为十五天，须在登记之日起一年内休完。

| 工龄 | 年假天数 |
| --- | --- |
| 一年以上不满十年 | 5 |
| 十年以上不满二十年 | 10 |

## 第三章 差旅

出差住宿标准为每晚四百八十元，超出部分自理。
`;

export const documents = [
  { name: 'kestrel-400-manual.pdf', mimeType: 'application/pdf', buffer: makeTextPdf(kManual) },
  { name: '考勤与休假制度.md', mimeType: 'text/markdown', buffer: Buffer.from(kRules) },
];

export const questions = {
  pdf: { text: 'How often must the bearing of the Kestrel 400 be greased?', quote: '750 operating hours' },
  chinese: { text: '试用期员工的年假怎么折算？', quote: '试用期员工按实际出勤月数折算年假' },
  unanswerable: { text: '食堂几点开门？' },
};
