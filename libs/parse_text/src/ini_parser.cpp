#include "wenyuan/parse_text/ini_parser.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/looks_like_text.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kSample = 16 << 10U;

enum class Kind { kEmpty, kSection, kComment, kSetting, kOther };

Kind Classify(std::string_view line) {
  if (line.empty()) return Kind::kEmpty;
  if (line[0] == '[' && line.find(']') != std::string_view::npos) return Kind::kSection;
  if (line[0] == '#' || line[0] == ';' || line[0] == '!') return Kind::kComment;
  const std::size_t mark = line.find_first_of("=:");
  const std::string_view key = line.substr(0, mark);
  const bool name = mark != std::string_view::npos && mark > 0 && key.size() < 100;
  return name && Trim(key).find("  ") == std::string_view::npos ? Kind::kSetting : Kind::kOther;
}

template <typename Take>
void ForEachLine(std::string_view text, Take take) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    take(Trim(text.substr(at, end - at)));
    at = end + 1;
  }
}

bool Named(std::string_view name) {
  static constexpr std::array<std::string_view, 9> kEndings = {
      ".ini", ".cfg", ".conf", ".cnf", ".properties", ".env", ".editorconfig", ".desktop", ".inf"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](auto ending) { return EndsWithIgnoringCase(name, ending); });
}

class IniParser final : public Parser {
 public:
  IniParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "ini"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    const bool sections = bytes.substr(0, kSample).find("\n[") != std::string_view::npos;
    if ((!Named(name) && !sections) || !LooksLikeText(bytes)) return 0;
    const std::string text = charset::ToUtf8(bytes.substr(0, kSample)).utf8;
    std::array<std::size_t, 5> counts{};
    ForEachLine(text,
                [&](std::string_view line) { ++counts[static_cast<std::size_t>(Classify(line))]; });
    const auto count = [&](Kind kind) { return counts[static_cast<std::size_t>(kind)]; };
    if (Named(name)) return count(Kind::kSetting) > count(Kind::kOther) ? 58 : 0;
    const bool sure =
        count(Kind::kSection) >= 2 && count(Kind::kSetting) >= 4 && count(Kind::kOther) == 0;
    return sure ? 42 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(Name(), request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out));
    std::string lines;
    std::string comment;
    const auto flush = [&] {
      out.Add(BlockKind::kParagraph, std::exchange(comment, {}));
      out.Add(BlockKind::kParagraph, std::exchange(lines, {}));
    };
    ForEachLine(text, [&](std::string_view line) {
      const Kind kind = Classify(line);
      if (kind == Kind::kSection) {
        out.Add(BlockKind::kParagraph, std::exchange(lines, {}));
        out.Add(BlockKind::kHeading, line.substr(1, line.find(']') - 1), 1);
      } else if (kind == Kind::kEmpty) {
        flush();
      } else if (kind == Kind::kComment) {
        // A comment explains the settings that follow.
        if (!lines.empty()) flush();
        const std::size_t start = line.find_first_not_of("#;! \t");
        if (start == std::string_view::npos) return;
        comment += (comment.empty() ? "" : "\n") + std::string(line.substr(start));
      } else {
        if (!comment.empty()) lines = std::exchange(comment, {});
        lines += (lines.empty() ? "" : "\n") + std::string(line);
      }
    });
    flush();
    out.SetTitle(BaseName(request.name));
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeIniParser() { return std::make_unique<IniParser>(); }

}  // namespace wenyuan::parse
