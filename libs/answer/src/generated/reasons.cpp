#include "reasons.h"

#include <string_view>

namespace wenyuan::answer {

Reason NothingSaysThis() {
  return {"no passage that was read says this", "读过的段落中没有这样的内容"};
}

Reason Missing(const PassageReading::Gap& gap, bool somewhere) {
  std::string_view what = "the name";
  std::string_view what_zh = "名称";
  if (gap.kind == PassageReading::Gap::Kind::kNumber) what = "the number", what_zh = "数";
  if (gap.kind == PassageReading::Gap::Kind::kDate) what = "the date", what_zh = "日期";
  if (gap.kind == PassageReading::Gap::Kind::kCode) what = "the code", what_zh = "编号";
  const std::string name = std::string(what) + " " + gap.text;
  const std::string name_zh = std::string(what_zh) + "“" + gap.text + "”";
  if (somewhere) {
    return {name + " does not stand where the passages speak of this",
            name_zh + "不在段落谈到此事之处"};
  }
  return {name + " is in no passage that was read", "读过的段落中没有" + name_zh};
}

Reason Said(const Conflict& conflict) {
  if (conflict.kind == Conflict::Kind::kOpposite) {
    return {"a passage says the opposite", "段落中的说法与此相反"};
  }
  if (conflict.kind == Conflict::Kind::kMoved) {
    return {"\"" + conflict.said + "\" belongs to something else in the passages",
            "段落中“" + conflict.said + "”说的是另一件事"};
  }
  return {"a passage has \"" + conflict.there + "\" where this says \"" + conflict.said + "\"",
          "段落中此处是“" + conflict.there + "”，而不是“" + conflict.said + "”"};
}

Reason OnlyAnOrder() {
  return {"only a line that tells a model what to do says this",
          "只有一句对模型发号施令的话这样说"};
}

}  // namespace wenyuan::answer
