// Parses the files named on standard input (one a line: path, tab, password) as the server does, in
// one sandboxed wenyuan-parser, and prints a line of JSON for each: how it ended, what it cost,
// what came out.
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <string>

#include "child_usage.h"
#include "wenyuan/base/files.h"
#include "wenyuan/parse/block_kind.h"
#include "wenyuan/parse/file_parser.h"

namespace {

namespace json = boost::json;
using wenyuan::parse::Block;
using wenyuan::parse::BlockKind;

constexpr std::size_t kMaxBytes = std::size_t{512} << 20U;

json::array Cells(const wenyuan::parse::Table& table) {
  json::array cells;
  for (const auto& cell : table.cells) {
    cells.push_back(json::array{cell.row, cell.column, cell.row_span, cell.column_span,
                                cell.header ? 1 : 0, cell.text});
  }
  return cells;
}

json::array Blocks(const std::vector<Block>& blocks) {
  json::array out;
  for (const Block& block : blocks) {
    json::object one{
        {"kind", wenyuan::parse::NameOf(block.kind)}, {"level", block.level}, {"page", block.page}};
    if (block.kind == BlockKind::kTable) {
      one["cells"] = Cells(block.table);
    } else {
      one["text"] = block.text;
    }
    out.push_back(std::move(one));
  }
  return out;
}

void Describe(const wenyuan::parse::Document& document, json::object& line) {
  line["format"] = document.format;
  line["title"] = document.title;
  line["pages"] = document.pages.size();
  std::size_t unread = 0;
  for (const auto& page : document.pages) unread += page.needs_recognition ? 1 : 0;
  line["unread_pages"] = unread;
  line["warnings"] = json::value_from(document.warnings);
  json::array attachments;
  for (const auto& attachment : document.attachments) attachments.emplace_back(attachment.name);
  line["attachments"] = std::move(attachments);
  line["blocks"] = Blocks(document.blocks);
}

// How many of the files inside, at any depth, have text.
std::size_t TextsInside(wenyuan::parse::FileParser& parser,
                        const wenyuan::parse::Document& document, int depth) {
  constexpr int kDeepest = 4;
  std::size_t texts = 0;
  for (const auto& attachment : document.attachments) {
    const auto inner = parser.Parse(attachment.bytes, attachment.name, {});
    if (!inner) continue;
    if (!inner->blocks.empty()) ++texts;
    if (depth < kDeepest) texts += TextsInside(parser, *inner, depth + 1);
  }
  return texts;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: wenyuan_parse_corpus WENYUAN_PARSER < FILES" << std::endl;
    return 2;
  }
  wenyuan::parse::ParserProcessOptions options;
  options.program = argv[1];
  options.files_per_process = 100'000;
  auto parser = wenyuan::parse::MakeParserProcesses(options);
  if (!parser) {
    std::cerr << parser.error().message << std::endl;
    return 1;
  }
  (void)(*parser)->Parse("warm", "warm.txt", {});  // the start counts for no file
  for (std::string request; std::getline(std::cin, request);) {
    const std::string path = request.substr(0, request.find('\t'));
    const std::string password =
        path.size() < request.size() ? request.substr(path.size() + 1) : std::string();
    json::object line{{"path", path}};
    const auto bytes = wenyuan::ReadAll(wenyuan::PosixFileSystem(), path, kMaxBytes);
    if (!bytes) {
      std::cerr << bytes.error().message << std::endl;
      return 1;
    }
    const auto start = std::chrono::steady_clock::now();
    const double before = wenyuan::bench::ChildUsage().cpu_seconds;
    const auto document =
        (*parser)->Parse(*bytes, std::filesystem::path(path).filename().string(), password);
    const wenyuan::bench::Usage after = wenyuan::bench::ChildUsage();
    line["seconds"] =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    line["cpu"] = after.cpu_seconds - before;
    line["peak"] = after.peak_bytes;
    if (document) {
      Describe(*document, line);
      line["texts_inside"] = TextsInside(**parser, *document, 1);
      line["cpu_inside"] = wenyuan::bench::ChildUsage().cpu_seconds - after.cpu_seconds;
    } else {
      line["error"] = static_cast<int>(document.error().code);
      line["message"] = document.error().message;
      line["message_zh"] = document.error().message_zh;
    }
    std::cout << json::serialize(line) << "\n" << std::flush;
  }
  return 0;
}
