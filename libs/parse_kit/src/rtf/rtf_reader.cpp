#include "wenyuan/parse_kit/rtf_reader.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "rtf/rtf_flow.h"
#include "rtf/rtf_fonts.h"
#include "rtf/rtf_lexer.h"
#include "rtf/rtf_pictures.h"
#include "rtf/rtf_state.h"
#include "rtf/rtf_words.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"

namespace wenyuan::parse {
namespace {

constexpr std::size_t kMaxDepth = 2'000;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string Digits(int number, std::size_t width) {
  std::string text = std::to_string(std::clamp(number, 0, 9'999));
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

class Reader {
 public:
  Reader(std::string_view rtf, DocumentBuilder& out)
      : lexer_(rtf), out_(out), flow_(out), states_(1) {}

  Result<void> Run() {
    for (RtfToken token = lexer_.Next(); token.kind != RtfToken::Kind::kEnd && !out_.Full();
         token = lexer_.Next()) {
      if (token.kind == RtfToken::Kind::kGroupStart && states_.size() >= kMaxDepth) {
        return FileTooLarge(
            "rtf", {"its groups are nested deeper than 2000 levels", "它的分组嵌套超过 2000 层"});
      }
      Take(token);
    }
    while (states_.size() > 1) CloseGroup();  // cut off
    Flush();
    flow_.Finish();
    pictures_.EmitWaiting(out_);
    return html_.empty() ? Result<void>() : ReadHtml(std::move(html_), false, out_);
  }

 private:
  RtfState& Now() { return states_.back(); }

  void Take(const RtfToken& token) {
    using enum RtfToken::Kind;
    switch (token.kind) {
      case kGroupStart:
        Flush();
        skip_ = 0;
        states_.push_back(Now());
        Now().opened = Now().optional = false;
        Now().at_start = true;
        break;
      case kGroupEnd:
        CloseGroup();
        break;
      case kByte:
        if (!Skipped()) bytes_ += static_cast<char>(token.number);
        break;
      case kText:
        TakeText(token.text);
        break;
      case kSymbol:
        TakeSymbol(token.text[0]);
        break;
      case kWord:
        TakeWord(token);
        break;
      case kEnd:
        break;
    }
  }

  bool Skipped() { return skip_ > 0 && skip_-- > 0; }

  void TakeText(std::string_view text) {
    const std::size_t skipped = std::min(text.size(), static_cast<std::size_t>(skip_));
    skip_ -= static_cast<int>(skipped);
    bytes_ += text.substr(skipped);
    if (skipped < text.size()) Now().at_start = false;
  }

  void TakeSymbol(char symbol) {
    if (symbol == '*') {
      Now().optional = true;
    } else if (symbol == '\r' || symbol == '\n') {
      EndParagraph();
    } else if (symbol == '\\' || symbol == '{' || symbol == '}') {
      if (!Skipped()) bytes_ += symbol;
    } else if (symbol == '~' || symbol == '_') {
      if (!Skipped()) bytes_ += symbol == '~' ? ' ' : '-';
    }
  }

  void TakeWord(const RtfToken& word) {
    if (word.text == "u") {
      TakeUnicode(word.number);
      return;
    }
    if (const std::string_view character = RtfCharacterOf(word.text); !character.empty()) {
      if (!Skipped()) {
        Flush();
        Emit(character);
      }
      return;
    }
    skip_ = 0;
    Flush();
    if (std::exchange(Now().at_start, false) && StartsDestination(word)) return;
    if (Now().destination == RtfDestination::kSkip) return;
    if (Now().destination == RtfDestination::kPicture) pictures_.AppendBytes(word.data);
    if (!TakeFormat(word) && !TakeTable(word)) TakeHeader(word);
  }

  void TakeUnicode(int number) {
    Flush();
    Now().at_start = false;
    const auto code = static_cast<char32_t>(number < 0 ? number + 0x10000 : number);
    skip_ = Now().fallback;
    std::string text;
    if (code >= 0xD800 && code < 0xDC00) {
      if (high_ != 0) Emit("");
      high_ = code;
      return;
    }
    if (code >= 0xDC00 && code < 0xE000 && high_ != 0) {
      AppendUtf8(text, 0x10000 + ((std::exchange(high_, 0) - 0xD800) << 10U) + (code - 0xDC00));
    } else if (code >= 0xF000 && code < 0xF100) {
      text = "•";  // a sign of a symbol font
    } else {
      AppendUtf8(text, code > 0x10FFFF ? 0xFFFD : code);
    }
    Emit(text);
  }

  // True when the word starts a destination of its own.
  bool StartsDestination(const RtfToken& word) {
    RtfState& now = Now();
    if (now.destination == RtfDestination::kSkip) return true;
    if (now.destination == RtfDestination::kInfo) {
      now.info = word.text;
      now.opened = true;
      const bool time = word.text == "creatim" || word.text == "revtim";
      now.destination = time ? RtfDestination::kInfoTime : RtfDestination::kInfoText;
      return true;
    }
    RtfDestination next = RtfDestinationOf(word.text);
    if (next == RtfDestination::kUnknown) {
      const bool style = now.destination == RtfDestination::kStyleSheet &&
                         (!now.optional || word.text == "s");  // else of characters or tables
      if (now.destination == RtfDestination::kTwice || (now.optional && !style)) {
        now.destination = RtfDestination::kSkip;
      }
      if (style) now.opened = true;
      return now.destination == RtfDestination::kSkip;
    }
    if (now.destination == RtfDestination::kFontTable ||
        now.destination == RtfDestination::kInfoText) {
      next = RtfDestination::kSkip;
    }
    now.destination = next;
    now.opened = true;
    OpenDestination();
    return true;
  }

  void OpenDestination() {
    RtfState& now = Now();
    switch (now.destination) {
      case RtfDestination::kNote:
        flow_.Enter(BlockKind::kNote);
        break;
      case RtfDestination::kComment:
        flow_.Enter(BlockKind::kNote, author_.empty() ? "" : author_ + ": ");
        author_.clear();
        break;
      case RtfDestination::kPageHeader:
        flow_.Enter(BlockKind::kPageHeader);
        break;
      case RtfDestination::kTextBox:
        flow_.Enter(BlockKind::kParagraph);
        break;
      case RtfDestination::kPicture:
        pictures_.Start();
        break;
      default:
        captured_.clear();
    }
  }

  void CloseGroup() {
    Flush();
    skip_ = 0;
    if (Now().opened) CloseDestination();
    if (states_.size() > 1) states_.pop_back();
  }

  void CloseDestination() {
    const RtfState& now = Now();
    switch (now.destination) {
      case RtfDestination::kNote:
      case RtfDestination::kComment:
      case RtfDestination::kPageHeader:
      case RtfDestination::kTextBox:
        flow_.Leave();
        break;
      case RtfDestination::kPicture:
        if (!from_html_ && !now.deleted && !now.hidden && !flow_.Inside()) pictures_.End(out_);
        break;
      case RtfDestination::kMarker:
        flow_.SetMarker(std::exchange(captured_, {}));
        break;
      case RtfDestination::kAuthor:
        author_ = Collapse(std::exchange(captured_, {}));
        break;
      case RtfDestination::kHtmlTag:
        if (from_html_) html_ += captured_;
        captured_.clear();
        break;
      case RtfDestination::kStyleSheet:
        styles_.Define(std::exchange(captured_, {}), now.paragraph);
        break;
      case RtfDestination::kInfoText:
      case RtfDestination::kInfoTime:
        AddRtfInfo(now.info, std::exchange(captured_, {}), out_);
        break;
      default:
        break;
    }
  }

  // Ends of paragraphs and what changes their properties.
  bool TakeFormat(const RtfToken& word) {
    if (word.text == "par" || word.text == "sect" || word.text == "page") {
      EndParagraph();
      return true;
    }
    if (word.text != "s") return Now().TakeFormat(word, default_font_);
    if (Now().destination == RtfDestination::kStyleSheet) {
      styles_.Start(word.number);
    } else {
      styles_.Apply(word.number, Now().paragraph);
    }
    return true;
  }

  bool TakeTable(const RtfToken& word) {
    if (word.text == "cell") {
      if (Now().destination == RtfDestination::kText) flow_.EndCell();
    } else if (word.text == "row") {
      flow_.EndRow();
    } else if (word.text == "nestcell") {
      flow_.Append(" | ");  // a table inside of a cell becomes lines
    } else if (word.text == "nestrow") {
      flow_.Append("\n");
    } else {
      return !flow_.Inside() && flow_.CurrentTable().TakeWord(word);
    }
    return true;
  }

  void TakeHeader(const RtfToken& word) {
    if (word.text == "ansicpg") {
      fonts_.SetCodePage(word.number);
    } else if (word.text == "mac") {
      fonts_.SetCodePage(10'000);
    } else if (word.text == "pc" || word.text == "pca") {
      fonts_.SetCodePage(word.text == "pc" ? 437 : 850);
    } else if (word.text == "deff") {
      default_font_ = Now().font = word.number;
    } else if (word.text == "fromhtml") {
      from_html_ = true;
    } else if (Now().destination == RtfDestination::kFontTable) {
      if (word.text == "fcharset") fonts_.SetCharset(Now().font, word.number);
      if (word.text == "cpg") fonts_.SetFontCodePage(Now().font, word.number);
    } else if (Now().destination == RtfDestination::kInfoTime) {
      if (word.text == "yr") captured_ += Digits(word.number, 4);
      if (word.text == "mo" || word.text == "dy") captured_ += "-" + Digits(word.number, 2);
      if (word.text == "hr") captured_ += "T" + Digits(word.number, 2);
      if (word.text == "min") captured_ += ":" + Digits(word.number, 2);
    }
  }

  void EndParagraph() {
    Flush();
    if (Now().deleted) return;
    if (from_html_) {
      Emit("\n");
    } else if (Now().destination != RtfDestination::kSkip) {
      flow_.EndParagraph(Now().paragraph);
      if (!Now().paragraph.in_table) pictures_.EmitWaiting(out_);
    }
  }

  // The characters collected so far, which are in the charset of one font.
  void Flush() {
    if (bytes_.empty()) return;
    const std::string bytes = std::exchange(bytes_, {});
    if (IsAscii(bytes)) {
      Emit(bytes);
    } else if (fonts_.IsSymbol(Now().font)) {
      Emit("•");
    } else {
      Emit(charset::FromCharset(bytes, fonts_.CharsetOf(Now().font)).utf8);
    }
  }

  void Emit(std::string_view text) {
    if (std::exchange(high_, 0) != 0) Emit("\xEF\xBF\xBD");  // half of a character
    const RtfState& now = Now();
    switch (now.destination) {
      case RtfDestination::kText:
      case RtfDestination::kNote:
      case RtfDestination::kComment:
      case RtfDestination::kPageHeader:
      case RtfDestination::kTextBox:
        if (now.deleted) return;
        if (from_html_) {
          EmitHtml(text);
        } else if (now.hidden) {
          flow_.AppendHidden(text);
        } else {
          flow_.Append(text);
        }
        return;
      case RtfDestination::kPicture:
        pictures_.Append(text);
        return;
      case RtfDestination::kStyleSheet:
      case RtfDestination::kInfoText:
      case RtfDestination::kMarker:
      case RtfDestination::kAuthor:
      case RtfDestination::kHtmlTag:
        if (captured_.size() < kMostCaptured) captured_ += text;
        return;
      default:
        return;
    }
  }

  void EmitHtml(std::string_view text) {
    if (Now().rtf_only) return;
    for (const char c : text) {
      if (c == '<') {
        html_ += "&lt;";
      } else if (c == '&') {
        html_ += "&amp;";
      } else {
        html_ += c;
      }
    }
  }

  static constexpr std::size_t kMostCaptured = std::size_t{1} << 20U;

  RtfLexer lexer_;
  DocumentBuilder& out_;
  RtfFlow flow_;
  RtfFonts fonts_;
  RtfPictures pictures_;
  std::vector<RtfState> states_;
  RtfStyles styles_;
  int default_font_ = 0;
  std::string bytes_;
  std::string captured_;
  std::string author_;
  std::string html_;
  int skip_ = 0;  // characters that only older programs read
  char32_t high_ = 0;
  bool from_html_ = false;
};

}  // namespace

bool IsRtf(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  return Trim(bytes.substr(0, 64)).starts_with("{\\rtf");
}

Result<void> ReadRtf(std::string_view rtf, DocumentBuilder& out) { return Reader(rtf, out).Run(); }

}  // namespace wenyuan::parse
