#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <set>

#include "wenyuan/eval/retrieval.h"

namespace wenyuan::eval {
namespace {

Result<void> CheckName(const std::string& name) {
  if (!name.empty() && name.find_first_of(" \t\r\n\v\f") == std::string::npos) return {};
  return Error{ErrorCode::kInvalidArgument,
               "writing a TREC file failed: the id '" + name +
                   "' is empty or holds white space; rename it in the collection",
               "无法写入 TREC 文件：编号“" + name + "”为空或含有空白；请在数据集中改名"};
}

Result<void> WriteFile(const std::string& text, const std::filesystem::path& path) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (file) return {};
  return Error{ErrorCode::kUnavailable,
               "writing '" + path.string() +
                   "' failed; check that the folder exists, may be "
                   "written and has space",
               "无法写入“" + path.string() + "”；请检查文件夹是否存在、可写且有空间"};
}

}  // namespace

Result<void> WriteTrecRun(const Run& run, const std::string& tag,
                          const std::filesystem::path& path) {
  WY_CHECK(CheckName(tag));
  std::string text;
  for (const auto& [query, ranking] : run) {
    WY_CHECK(CheckName(query));
    std::set<std::string_view> seen;
    float above = std::numeric_limits<float>::infinity();
    for (const Ranked& ranked : ranking) {
      WY_CHECK(CheckName(ranked.document));
      if (!seen.insert(ranked.document).second) continue;
      auto score = static_cast<float>(ranked.score);
      if (score >= above) score = std::nextafter(above, -std::numeric_limits<float>::infinity());
      above = score;
      char number[32];
      std::snprintf(number, sizeof number, "%.9g", static_cast<double>(score));
      text += query + " Q0 " + ranked.document + " " + std::to_string(seen.size()) + " " + number +
              " " + tag + "\n";
    }
  }
  return WriteFile(text, path);
}

Result<void> WriteTrecJudgments(const Judgments& judgments, const std::filesystem::path& path) {
  std::string text;
  for (const auto& [query, grades] : judgments) {
    WY_CHECK(CheckName(query));
    for (const auto& [document, grade] : grades) {
      WY_CHECK(CheckName(document));
      text += query + " 0 " + document + " " + std::to_string(grade) + "\n";
    }
  }
  return WriteFile(text, path);
}

}  // namespace wenyuan::eval
