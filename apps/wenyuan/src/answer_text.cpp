#include "answer_text.h"

#include <algorithm>
#include <boost/json.hpp>
#include <vector>

#include "json.h"

namespace wenyuan::app {
namespace {

namespace json = boost::json;

constexpr std::size_t kColumns = 40;  // of a cell

// The byte at which a UTF-16 code unit of a text stands.
std::size_t ByteAt(const std::string& text, std::int64_t unit) {
  std::size_t byte = 0;
  for (std::int64_t at = 0; byte < text.size() && at < unit;) {
    const auto lead = static_cast<unsigned char>(text[byte]);
    at += lead >= 0xF0U ? 2 : 1;
    ++byte;
    while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0U) == 0x80U) ++byte;
  }
  return byte;
}

std::string CellText(const json::value& sentence) {
  const json::value& cell = MemberOf(sentence, "cell");
  std::string text = TextOf(sentence, "text");
  if (cell.is_object()) {
    text = TextOf(cell, "value");
    if (const std::string unit = TextOf(cell, "unit"); !unit.empty()) text += " " + unit;
  }
  std::replace(text.begin(), text.end(), '\n', ' ');
  return Fit(text, kColumns);
}

}  // namespace

std::string SentenceOnTerminal(const Terminal& terminal, const json::value& sentence) {
  const std::string text = TextOf(sentence, "text");
  std::string shown;
  std::size_t at = 0;
  for (const json::value& span : ListOf(sentence, "spans")) {
    const std::size_t begin = std::max(at, ByteAt(text, IntegerOf(span, "begin")));
    const std::size_t end = std::max(begin, ByteAt(text, IntegerOf(span, "end")));
    shown += text.substr(at, begin - at);
    shown += terminal.Bold(text.substr(begin, end - begin));
    at = end;
  }
  return shown + text.substr(at);
}

std::string ComparisonOnTerminal(const Terminal& terminal, const json::value& comparison) {
  if (!comparison.is_object()) return {};
  std::vector<std::vector<std::string>> rows(1);
  rows[0].emplace_back(terminal.Say("Aspect", "方面"));
  for (const json::value& name : ListOf(comparison, "documents")) {
    rows[0].emplace_back(name.is_string() ? name.as_string().c_str() : "");
  }
  for (const json::value& row : ListOf(comparison, "rows")) {
    std::vector<std::string>& line = rows.emplace_back();
    line.push_back(TextOf(row, "aspect"));
    for (const json::value& cell : ListOf(row, "cells")) {
      line.push_back(cell.is_object() ? CellText(cell)
                                      : std::string(terminal.Say("not said", "未提及")));
    }
  }
  return FormatTable(rows);
}

void NoteLeftOut(Terminal& terminal, const json::value& written) {
  const json::array& unproven = ListOf(written, "unproven");
  if (unproven.empty()) return;
  terminal.Note(std::string(
      terminal.Say("Left out, because no passage proves it:", "没有依据而略去的句子：")));
  for (const json::value& one : unproven) {
    terminal.Note(terminal.Dim("  · " + TextOf(one, "text") + " — " + TextOf(one, "why")));
  }
}

}  // namespace wenyuan::app
