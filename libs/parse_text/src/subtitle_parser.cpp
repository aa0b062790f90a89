#include "wenyuan/parse_text/subtitle_parser.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

constexpr double kPause = 3.0;        // seconds of silence that end a paragraph
constexpr std::size_t kEnough = 500;  // bytes after which a sentence's end ends a paragraph
constexpr std::size_t kTooLong = 2'000;
constexpr std::size_t kLongestCue = 16 << 10U;  // beyond, tags stay

struct Cue {
  double start = 0;
  double end = 0;
  std::string speaker;
  std::string text;
};

// "00:01:02.500", "01:02.5", "00:01:02,500".
std::optional<double> ReadTime(std::string_view text) {
  double whole = 0;
  double part = 0;
  double scale = 1;
  bool fraction = false;
  int colons = 0;
  int digits = 0;
  for (const char c : Trim(text)) {
    if (c >= '0' && c <= '9') {
      ++digits;
      if (fraction) {
        scale /= 10;
        whole += (c - '0') * scale;
      } else {
        part = part * 10 + (c - '0');
      }
    } else if (c == ':' && !fraction) {
      whole = (whole + part) * 60;
      part = 0;
      ++colons;
    } else if ((c == '.' || c == ',') && !fraction) {
      whole += part;
      part = 0;
      fraction = true;
    } else {
      return std::nullopt;
    }
  }
  if (colons < 1 || colons > 2 || digits < 3 || digits > 12) return std::nullopt;
  return whole + part;
}

bool ReadTimes(std::string_view line, Cue& cue) {
  const std::size_t arrow = line.find("-->");
  if (arrow == std::string_view::npos) return false;
  const std::string_view rest = Trim(line.substr(arrow + 3));
  const auto start = ReadTime(line.substr(0, arrow));
  const auto end = ReadTime(rest.substr(0, rest.find_first_of(" \t")));
  if (!start || !end) return false;
  cue.start = *start;
  cue.end = *end;
  return true;
}

std::string TimeText(double seconds) {
  const auto total = static_cast<long>(std::clamp(seconds, 0.0, 1e9));
  const auto two = [](long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(total / 3600) + ":" + two(total / 60 % 60) + ":" + two(total % 60);
}

std::string Entity(std::string_view text, std::size_t& at) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}};
  for (const auto& [name, value] : kNames) {
    if (text.substr(at, name.size()) != name) continue;
    at += name.size();
    return std::string(value);
  }
  return std::string(1, text[at++]);
}

// Without tags and SubStation's "{\an8}"; a "<v Name>" tells who speaks.
std::string CueText(std::string_view text, std::string& speaker) {
  if (text.size() > kLongestCue) return Collapse(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool tag = text[at] == '<' && at + 1 < text.size() && text[at + 1] != ' ';
    const bool style = text.substr(at, 2) == "{\\";
    const std::size_t end = tag || style ? text.find(tag ? '>' : '}', at) : std::string_view::npos;
    if (end != std::string_view::npos) {
      const std::string_view inside = text.substr(at + 1, end - at - 1);
      if (tag && inside[0] == 'v' && speaker.empty()) {
        const std::size_t name = inside.find(' ');
        if (name != std::string_view::npos) speaker = Collapse(inside.substr(name));
      }
      at = end + 1;
    } else if (text[at] == '&') {
      out += Entity(text, at);
    } else {
      out += text[at++];
    }
  }
  return Collapse(out);
}

std::vector<std::string_view> SplitLines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(Trim(text.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

std::vector<Cue> ReadCues(std::string_view text, DocumentBuilder& out) {
  const std::vector<std::string_view> lines = SplitLines(text);
  std::vector<Cue> cues;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Cue cue;
    if (lines[i].substr(0, 4) == "NOTE" || lines[i] == "STYLE" || lines[i] == "REGION") {
      const bool note = lines[i][0] == 'N';
      std::string comment(note ? lines[i].substr(4) : "");
      while (i + 1 < lines.size() && !lines[i + 1].empty()) {
        comment += "\n" + std::string(lines[++i]);
      }
      if (note) out.Add(BlockKind::kNote, comment);
    } else if (ReadTimes(lines[i], cue)) {
      std::string body;
      while (i + 1 < lines.size() && !lines[i + 1].empty()) {
        body += (body.empty() ? "" : " ") + std::string(lines[++i]);
      }
      cue.text = CueText(body, cue.speaker);
      if (!cue.text.empty()) cues.push_back(std::move(cue));
    }
  }
  return cues;
}

bool EndsSentence(std::string_view text) {
  for (const std::string_view end : {".", "!", "?", "。", "！", "？", "…", "\"", "”"}) {
    if (text.size() >= end.size() && text.substr(text.size() - end.size()) == end) return true;
  }
  return false;
}

bool EndsInHan(std::string_view text) {
  return text.size() >= 3 && static_cast<unsigned char>(text[text.size() - 3]) >= 0xE3;
}

void AddParagraphs(const std::vector<Cue>& cues, DocumentBuilder& out) {
  std::string body;
  const Cue* first = nullptr;
  const auto flush = [&] {
    if (first == nullptr) return;
    std::string text = "[" + TimeText(first->start) + "] ";
    if (!first->speaker.empty()) text += first->speaker + ": ";
    out.Add(BlockKind::kParagraph, text + std::exchange(body, {}));
    first = nullptr;
  };
  for (std::size_t i = 0; i < cues.size() && !out.Full(); ++i) {
    const Cue& cue = cues[i];
    // Live captions repeat the line before and add to it.
    const bool repeats =
        i > 0 && cue.text == cues[i - 1].text && cue.speaker == cues[i - 1].speaker;
    if (repeats) continue;
    if (first != nullptr) {
      const bool pause = cue.start - cues[i - 1].end >= kPause || cue.start < cues[i - 1].start;
      const bool full = body.size() >= kTooLong || (body.size() >= kEnough && EndsSentence(body));
      if (pause || full || cue.speaker != first->speaker) flush();
    }
    if (first == nullptr) first = &cue;
    const bool han = EndsInHan(body) && static_cast<unsigned char>(cue.text[0]) >= 0xE3;
    if (!body.empty() && !han) body += ' ';
    body += cue.text;
  }
  flush();
}

class SubtitleParser final : public Parser {
 public:
  SubtitleParser() { charset::WarmUp(); }

  [[nodiscard]] std::string_view Name() const override { return "subtitles"; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view /*name*/) const override {
    const std::string text = charset::ToUtf8(bytes.substr(0, 1'024)).utf8;
    if (text.rfind("WEBVTT", 0) == 0 &&
        (text.size() == 6 || std::string_view(" \t\r\n").find(text[6]) != std::string_view::npos)) {
      return 90;
    }
    // SubRip: a number, then times.
    std::vector<std::string_view> lines = SplitLines(text);
    std::erase_if(lines, [](std::string_view line) { return line.empty(); });
    Cue cue;
    const bool number = lines.size() >= 2 && !lines[0].empty() &&
                        lines[0].find_first_not_of("0123456789") == std::string_view::npos;
    return number && ReadTimes(lines[1], cue) ? 85 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(request.bytes.substr(0, 20).find("WEBVTT") < 20 ? "vtt" : "srt",
                        request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, Name(), out));
    const std::vector<Cue> cues = ReadCues(text, out);
    if (!cues.empty()) {
      const auto last = std::max_element(cues.begin(), cues.end(),
                                         [](const Cue& a, const Cue& b) { return a.end < b.end; });
      out.AddMetadata("duration", TimeText(last->end));
    }
    AddParagraphs(cues, out);
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeSubtitleParser() { return std::make_unique<SubtitleParser>(); }

}  // namespace wenyuan::parse
