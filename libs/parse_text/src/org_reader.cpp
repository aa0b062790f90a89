#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "markup_readers.h"
#include "markup_text.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

// "[[target][text]]" is its text.
std::string Inline(std::string_view text) {
  if (text.size() > kLongestMarkupLine) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.substr(at, 2) == "[[" ? text.find("]]", at) : std::string::npos;
    if (end == std::string_view::npos) {
      out += text[at++];
      continue;
    }
    const std::string_view link = text.substr(at + 2, end - at - 2);
    const std::size_t middle = link.find("][");
    out += middle == std::string_view::npos ? link : link.substr(middle + 2);
    at = end + 2;
  }
  return out;
}

// Without "TODO" in front and ":tag:" behind.
std::string HeadingText(std::string_view text) {
  text = Trim(text);
  for (const std::string_view word : {"TODO ", "DONE ", "WAITING ", "NEXT "}) {
    if (text.substr(0, word.size()) == word) text.remove_prefix(word.size());
  }
  const std::size_t gap = text.rfind(" :");
  if (gap != std::string_view::npos && text.back() == ':') text = Trim(text.substr(0, gap));
  return Inline(text);
}

class Reader {
 public:
  Reader(std::string_view text, DocumentBuilder& out)
      : lines_(MarkupLines(text)), out_(out), paragraph_(out) {}

  void Run() {
    for (std::size_t i = 0; i < lines_.size() && !out_.Full(); ++i) i = Take(i);
    paragraph_.Flush();
  }

 private:
  std::size_t Take(std::size_t i) {
    const std::string_view line = lines_[i];
    const std::string_view text = Trim(line);
    const std::size_t stars = line.empty() ? 0 : std::min(line.find_first_not_of('*'), line.size());
    if (stars > 0 && stars < line.size() && line[stars] == ' ') {
      paragraph_.Flush();
      out_.Add(BlockKind::kHeading, HeadingText(line.substr(stars)),
               static_cast<std::uint8_t>(std::min<std::size_t>(stars, 9)));
    } else if (text.empty()) {
      paragraph_.Flush();
    } else if (text.substr(0, 2) == "#+") {
      return Keyword(i, text);
    } else if (text[0] == '#' && (text.size() == 1 || text[1] == ' ')) {
      return i;
    } else if (text == ":PROPERTIES:" || text == ":LOGBOOK:") {
      return SkipTo(i, ":end:");
    } else if (text[0] == '|') {
      return AddTable(i);
    } else if (const std::size_t bullet = BulletOf(text); bullet > 0) {
      const bool number = text[0] >= '0' && text[0] <= '9';
      paragraph_.Start(BlockKind::kListItem,
                       static_cast<std::uint8_t>(std::min<std::size_t>(IndentOf(line) / 2 + 1, 9)));
      paragraph_.Add(Inline(text.substr(number ? 0 : bullet)));
    } else {
      paragraph_.Add(Inline(text));
    }
    return i;
  }

  std::size_t Keyword(std::size_t i, std::string_view text) {
    paragraph_.Flush();
    const std::string lower = AsciiLower(text);
    const std::size_t colon = text.find(':');
    if (lower.rfind("#+begin_", 0) == 0) {
      const std::string kind = lower.substr(8, lower.find(' ') - 8);
      const std::size_t end = SkipTo(i, "#+end_");
      std::string body;
      for (std::size_t at = i + 1; at < end; ++at) body += std::string(lines_[at]) + "\n";
      const bool code = kind == "src" || kind == "example" || kind == "export";
      if (kind != "comment") out_.Add(code ? BlockKind::kCode : BlockKind::kParagraph, body);
      return end;
    }
    if (colon == std::string_view::npos) return i;
    const std::string_view value = Trim(text.substr(colon + 1));
    const std::string name = lower.substr(2, colon - 2);
    if (name == "title") out_.SetTitle(value);
    if (name == "caption") out_.Add(BlockKind::kCaption, Inline(value));
    if (name == "author" || name == "date") out_.AddMetadata(name, value);
    return i;
  }

  std::size_t SkipTo(std::size_t i, const std::string& end) {
    if (missing_.count(end) != 0) return i;
    for (std::size_t at = i + 1; at < lines_.size(); ++at) {
      if (AsciiLower(Trim(lines_[at])).rfind(end, 0) == 0) return at;
    }
    missing_.insert(end);
    return i;
  }

  std::size_t AddTable(std::size_t i) {
    paragraph_.Flush();
    std::vector<std::vector<std::string>> rows;
    bool header = false;
    for (; i < lines_.size() && Trim(lines_[i]).substr(0, 1) == "|"; ++i) {
      if (Trim(lines_[i]).substr(0, 2) == "|-") {
        header = header || rows.size() == 1;
        continue;
      }
      rows.push_back(BarCells(lines_[i]));
      for (std::string& cell : rows.back()) cell = Inline(cell);
    }
    out_.AddTable(TableFromRows(rows, header ? 1 : 0));
    return i - 1;
  }

  std::vector<std::string_view> lines_;
  DocumentBuilder& out_;
  MarkupParagraph paragraph_;
  std::set<std::string> missing_;  // ends that no later line has
};

}  // namespace

void ReadOrg(std::string_view text, DocumentBuilder& out) { Reader(text, out).Run(); }

}  // namespace wenyuan::parse
