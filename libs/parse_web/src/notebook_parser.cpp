#include "wenyuan/parse_web/notebook_parser.h"

#include <algorithm>
#include <boost/json.hpp>
#include <string>

#include "markdown_reader.h"
#include "wenyuan/charset/charset.h"
#include "wenyuan/parse_kit/document_builder.h"
#include "wenyuan/parse_kit/errors.h"
#include "wenyuan/parse_kit/html_reader.h"
#include "wenyuan/parse_kit/strings.h"
#include "wenyuan/parse_kit/text_input.h"

namespace wenyuan::parse {
namespace {

namespace json = boost::json;

constexpr std::string_view kFormat = "ipynb";
constexpr std::size_t kSample = 256 << 10U;
constexpr std::size_t kLongestOutput = 20'000;

const json::value* Find(const json::value& object, std::string_view key) {
  return object.is_object() ? object.get_object().if_contains(key) : nullptr;
}

// Text is one string or an array of lines.
std::string TextOf(const json::value* value) {
  std::string text;
  if (value == nullptr) return text;
  if (const auto* string = value->if_string()) text.assign(string->data(), string->size());
  if (const auto* lines = value->if_array()) {
    for (const json::value& line : *lines) {
      if (const auto* string = line.if_string()) text.append(string->data(), string->size());
    }
  }
  return text;
}

// Without the escape sequences that colour a terminal.
std::string WithoutColours(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\x1B' && at + 1 < text.size() && text[at + 1] == '[') {
      at = std::min(text.find_first_of("ABCDEFGHJKSTfmnsulh", at + 2), text.size() - 1);
    } else {
      out += text[at];
    }
  }
  return out;
}

std::string CutOutput(std::string text, DocumentBuilder& out) {
  if (text.size() <= kLongestOutput) return text;
  out.Warn("the output of a cell is longer than 20000 bytes; the rest was left out");
  text.resize(kLongestOutput);
  return charset::Clean(std::move(text));
}

class Reader {
 public:
  explicit Reader(DocumentBuilder& out) : out_(out) {}

  Result<void> Cell(const json::value& cell) {
    const std::string type = TextOf(Find(cell, "cell_type"));
    const json::value* source = Find(cell, "source");
    const std::string text = TextOf(source != nullptr ? source : Find(cell, "input"));
    if (type == "markdown" || type == "heading") {
      WY_CHECK(ReadMarkdown(text, out_));
    } else if (type == "code") {
      out_.Add(BlockKind::kCode, text);
      if (const json::value* outputs = Find(cell, "outputs"); outputs && outputs->is_array()) {
        for (const json::value& output : outputs->get_array()) WY_CHECK(Output(output));
      }
    } else {
      out_.Add(BlockKind::kParagraph, text);
    }
    return {};
  }

 private:
  // Of several forms of one result the one that says most: a table as HTML, else text.
  Result<void> Output(const json::value& output) {
    const std::string type = TextOf(Find(output, "output_type"));
    if (type == "error" || type == "pyerr") {
      out_.Add(BlockKind::kCode, TextOf(Find(output, "ename")) + ": " +
                                     WithoutColours(TextOf(Find(output, "evalue"))));
      return {};
    }
    const json::value* data = Find(output, "data");
    const json::value& forms = data != nullptr ? *data : output;
    const std::string html = TextOf(Find(forms, "text/html"));
    if (html.find("<table") != std::string::npos) return ReadHtml(html, false, out_);
    if (const std::string markdown = TextOf(Find(forms, "text/markdown")); !markdown.empty()) {
      return ReadMarkdown(markdown, out_);
    }
    std::string text = TextOf(Find(forms, "text/plain"));
    if (text.empty()) text = TextOf(Find(output, "text"));
    const bool picture = text.rfind("<Figure", 0) == 0 || text.rfind("<matplotlib", 0) == 0;
    if (!picture) out_.Add(BlockKind::kCode, CutOutput(WithoutColours(text), out_));
    return {};
  }

  DocumentBuilder& out_;
};

class NotebookParser final : public Parser {
 public:
  NotebookParser() {
    charset::WarmUp();
    WarmUpMarkdown();
  }

  [[nodiscard]] std::string_view Name() const override { return kFormat; }

  [[nodiscard]] int Recognise(std::string_view bytes, std::string_view name) const override {
    const std::string_view head = bytes.substr(0, kSample);
    const std::string_view start = Trim(head.substr(0, 64));
    if (start.empty() || start[0] != '{') return 0;
    const bool cells = head.find("\"cells\"") != std::string_view::npos ||
                       head.find("\"worksheets\"") != std::string_view::npos;
    const bool version = head.find("\"nbformat\"") != std::string_view::npos ||
                         bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 4'096))
                                 .find("\"nbformat\"") != std::string_view::npos;
    const bool typed = head.find("\"cell_type\"") != std::string_view::npos;
    if (cells && version) return 85;
    return cells && typed && EndsWithIgnoringCase(name, ".ipynb") ? 85 : 0;
  }

  Result<Document> Parse(const ParseRequest& request) override {
    DocumentBuilder out(kFormat, request.limits);
    WY_TRY(const std::string text, ReadTextFile(request, kFormat, out));
    json::error_code ec;
    const json::value notebook = json::parse(text, ec);
    const json::value* cells = ec ? nullptr : Find(notebook, "cells");
    if (!ec && cells == nullptr) {  // before version 4 cells stood in worksheets
      const json::value* sheets = Find(notebook, "worksheets");
      const bool some = sheets != nullptr && sheets->is_array() && !sheets->get_array().empty();
      if (some) cells = Find(sheets->get_array()[0], "cells");
    }
    if (cells == nullptr || !cells->is_array()) {
      return BrokenFile(
          kFormat, {"it is no whole notebook; save it again", "它不是完整的笔记本，请重新保存"});
    }
    Reader reader(out);
    for (const json::value& cell : cells->get_array()) {
      if (out.Full()) break;
      WY_CHECK(reader.Cell(cell));
    }
    if (const json::value* metadata = Find(notebook, "metadata")) {
      out.SetTitle(TextOf(Find(*metadata, "title")));
      if (const json::value* language = Find(*metadata, "language_info")) {
        out.AddMetadata("language", TextOf(Find(*language, "name")));
      }
    }
    return out.Finish();
  }
};

}  // namespace

std::unique_ptr<Parser> MakeNotebookParser() { return std::make_unique<NotebookParser>(); }

}  // namespace wenyuan::parse
