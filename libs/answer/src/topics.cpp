#include "topics.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "wenyuan/text/utf8.h"
#include "words.h"

namespace wenyuan::answer {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kMostTopics = 5;
constexpr std::size_t kLongTopic = 40;  // characters
constexpr std::size_t kLongestEnding = 5;
constexpr std::string_view kBetween = " > ";
constexpr std::string_view kPrinted = "Microsoft Word - ";  // the title of many a printed PDF
constexpr std::string_view kBlank = " \t\r\n_-–—·.,;:，。；：、#*|/\\";

// Before the subject of a mail, in small letters.
constexpr std::array kReplies = {"re"sv,   "aw"sv,   "fw"sv,   "fwd"sv,  "wg"sv,
                                 "tr"sv,   "sv"sv,   "回复"sv, "回覆"sv, "答复"sv,
                                 "答覆"sv, "转发"sv, "轉寄"sv, "轉發"sv};
// What names no subject of its own, in small letters, whatever number stands with it.
constexpr std::array kNothings = {"scan"sv,
                                  "scanned"sv,
                                  "scanned document"sv,
                                  "img"sv,
                                  "image"sv,
                                  "dsc"sv,
                                  "photo"sv,
                                  "picture"sv,
                                  "screenshot"sv,
                                  "document"sv,
                                  "doc"sv,
                                  "file"sv,
                                  "untitled"sv,
                                  "new"sv,
                                  "noname"sv,
                                  "book"sv,
                                  "sheet"sv,
                                  "workbook"sv,
                                  "slide"sv,
                                  "page"sv,
                                  "part"sv,
                                  "chapter"sv,
                                  "section"sv,
                                  "table"sv,
                                  "figure"sv,
                                  "attachment"sv,
                                  "attachment count"sv,
                                  "contents"sv,
                                  "table of contents"sv,
                                  "appendix"sv,
                                  "copy"sv,
                                  "copy of"sv,
                                  "final"sv,
                                  "draft"sv,
                                  "export"sv,
                                  "download"sv,
                                  "output"sv,
                                  "data"sv,
                                  "text"sv,
                                  "readme"sv,
                                  "index"sv,
                                  "no subject"sv,
                                  "presentation"sv,
                                  "powerpoint presentation"sv,
                                  "microsoft word"sv,
                                  "introduction"sv,
                                  "overview"sv,
                                  "general"sv,
                                  "summary"sv,
                                  "abstract"sv,
                                  "background"sv,
                                  "notes"sv,
                                  "other"sv,
                                  "others"sv,
                                  "miscellaneous"sv,
                                  "总则"sv,
                                  "附则"sv,
                                  "概述"sv,
                                  "简介"sv,
                                  "前言"sv,
                                  "引言"sv,
                                  "摘要"sv,
                                  "背景"sv,
                                  "其他"sv,
                                  "其它"sv,
                                  "说明"sv,
                                  "备注"sv,
                                  "扫描"sv,
                                  "扫描件"sv,
                                  "图片"sv,
                                  "照片"sv,
                                  "截图"sv,
                                  "文档"sv,
                                  "文件"sv,
                                  "附件"sv,
                                  "目录"sv,
                                  "新建"sv,
                                  "未命名"sv,
                                  "无标题"sv,
                                  "无主题"sv,
                                  "新建文档"sv,
                                  "新建文本文档"sv,
                                  "工作表"sv,
                                  "工作簿"sv,
                                  "幻灯片"sv,
                                  "页"sv,
                                  "第页"sv,
                                  "第章"sv,
                                  "第节"sv,
                                  "第部分"sv,
                                  "第条"sv,
                                  "表"sv,
                                  "图"sv,
                                  "附录"sv,
                                  "副本"sv,
                                  "微信图片"sv,
                                  "演示文稿"sv};

std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// Without “Re:”, “转发：” and “[EXT]” before it.
std::string_view Subject(std::string_view text) {
  for (bool more = true; more;) {
    more = false;
    text = Trimmed(text);
    if (text.starts_with('[')) {
      const std::size_t end = text.find(']');
      if (end == std::string_view::npos || Trimmed(text.substr(end + 1)).empty()) return text;
      text.remove_prefix(end + 1);
      more = true;
      continue;
    }
    const std::string lower = Lower(text.substr(0, 16));
    for (const std::string_view reply : kReplies) {
      if (!lower.starts_with(reply)) continue;
      const std::string_view behind = text.substr(reply.size());
      const std::size_t colon = behind.starts_with(":") ? 1 : behind.starts_with("：") ? 3 : 0;
      if (colon == 0) continue;
      text = behind.substr(colon);
      more = true;
      break;
    }
  }
  return text;
}

std::string_view BaseName(std::string_view name) { return name.substr(name.rfind('/') + 1); }

bool IsHanNumeral(char32_t c) {
  return std::u32string_view(U"一二三四五六七八九十百零〇两").find(c) != std::u32string_view::npos;
}

// Behind a heading's number: “第六章 保密” and “3.2 Leave” are “保密” and “Leave”; “2025 budget”
// has none.
std::string_view WithoutNumber(std::string_view heading) {
  constexpr std::u32string_view kUnits = U"章节条篇部";
  std::size_t at = 0;
  const bool ordinal = heading.starts_with("第");
  if (ordinal) at = std::string_view("第").size();
  std::size_t digits = 0;
  bool parted = false;  // 3.2
  char32_t c = 0;
  std::size_t end = at;
  while (at < heading.size()) {
    c = text::NextCharacter(heading, at);
    const bool digit = c >= '0' && c <= '9';
    if (c == '.' && digits > 0) {
      parted = true;
    } else if (digit || IsHanNumeral(c)) {
      ++digits;
    } else {
      break;
    }
    end = at;
  }
  if (digits == 0 || end == heading.size()) return heading;
  if (ordinal && kUnits.find(c) != std::u32string_view::npos) return Trimmed(heading.substr(at));
  if (ordinal) return heading;
  if (c == U'、' || c == U'）' || c == ')') return Trimmed(heading.substr(at));
  return c == ' ' && (parted || digits <= 2) ? Trimmed(heading.substr(at)) : heading;
}

// Of a file's name: without its ending.
std::string_view Stem(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const bool is_ending = dot != std::string_view::npos && dot > 0 &&
                         name.size() - dot - 1 <= kLongestEnding &&
                         name.find_first_of(" \t", dot) == std::string_view::npos;
  return is_ending ? name.substr(0, dot) : name;
}

bool IsDigit(char32_t c) { return (c >= '0' && c <= '9') || (c >= U'０' && c <= U'９'); }

// The words alone: no digits, no signs, one blank between them.
std::string WordsOf(std::string_view text) {
  std::string words;
  bool gap = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::NextCharacter(text, at);
    const bool sign = c < 0x80 && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    if (sign || IsDigit(c) || kBlank.find(text.substr(begin, at - begin)) != kBlank.npos) {
      gap = !words.empty();
      continue;
    }
    if (gap && c < 0x80) words += ' ';
    gap = false;
    words += text.substr(begin, at - begin);
  }
  return Lower(words);
}

// Letters and digits mixed without a word among them: 8f3c2d1a-77b0, T2024Q3X.
bool IsCode(std::string_view text) {
  constexpr std::size_t kWord = 3;
  constexpr std::size_t kLongHash = 12;
  std::size_t digits = 0;
  std::size_t hex = 0;
  std::size_t longest = 0;  // run of letters
  std::size_t run = 0;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    run = letter ? run + 1 : 0;
    longest = std::max(longest, run);
    digits += digit ? 1 : 0;
    hex += digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? 1 : 0;
  }
  return digits > 0 && (longest < kWord || (hex == text.size() && hex >= kLongHash));
}

bool SaysNothing(std::string_view topic) {
  const std::string words = WordsOf(topic);
  return words.empty() || IsCode(topic) ||
         std::find(kNothings.begin(), kNothings.end(), words) != kNothings.end() ||
         topic.starts_with("=?");
}

std::string Shortened(std::string_view topic) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < topic.size() && count < kLongTopic; ++count) {
    text::NextCharacter(topic, at);
  }
  return std::string(topic.substr(0, at)) + (at < topic.size() ? "…" : "");
}

// Empty: nothing says what it is about.
std::string TopicOf(const search::Hit& hit) {
  for (std::string_view path = hit.chunk.heading_path; !path.empty();) {
    const std::size_t cut = path.rfind(kBetween);
    const std::string_view heading =
        WithoutNumber(Subject(cut == path.npos ? path : path.substr(cut + kBetween.size())));
    if (!SaysNothing(heading)) return Shortened(heading);
    path = cut == path.npos ? std::string_view() : path.substr(0, cut);
  }
  std::string_view title = Subject(hit.document.title);
  if (title.starts_with(kPrinted)) title = Stem(title.substr(kPrinted.size()));
  if (title == BaseName(hit.document.source_name)) title = {};
  if (!SaysNothing(title)) return Shortened(title);
  std::string file(Stem(BaseName(hit.document.source_name)));
  std::replace(file.begin(), file.end(), '_', ' ');
  return SaysNothing(file) ? std::string() : Shortened(Subject(file));
}

}  // namespace

std::vector<std::string> TopicsOf(const std::vector<search::Hit>& passages) {
  std::vector<std::string> topics;
  for (const search::Hit& hit : passages) {
    if (topics.size() == kMostTopics) break;
    std::string topic = TopicOf(hit);
    const bool known = std::find(topics.begin(), topics.end(), topic) != topics.end();
    if (!topic.empty() && !known) topics.push_back(std::move(topic));
  }
  return topics;
}

}  // namespace wenyuan::answer
