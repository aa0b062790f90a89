import { describe, expect, it } from 'vitest';

import { syntaxLines } from '../src/search/syntax-lines';

const kHelp = `  “带薪年假”            引号内的文字须连续出现
  +试用期  -病假        必须出现、不得出现；也可写在引号前
  之后:2024-01-01  之前:2024-06
                        在此之后或之前改动过（UTC）
数字前的减号仍是数字的一部分。
`;

describe('the help of what can be written', () => {
  it('is taken apart into what is written and what it does', () => {
    expect(syntaxLines(kHelp)).toEqual([
      { written: '“带薪年假”', text: '引号内的文字须连续出现' },
      { written: '+试用期  -病假', text: '必须出现、不得出现；也可写在引号前' },
      { written: '之后:2024-01-01  之前:2024-06', text: '在此之后或之前改动过（UTC）' },
      { text: '数字前的减号仍是数字的一部分。' },
    ]);
  });
  it('is nothing before it has come', () => expect(syntaxLines('')).toEqual([]));
});
