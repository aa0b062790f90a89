#include "wenyuan/parse/choose_parser.h"

#include <algorithm>
#include <exception>
#include <new>
#include <string>

#include "describe.h"
#include "guess_content.h"
#include "normalise.h"

namespace wenyuan::parse {
namespace {

Error TooLarge(const ParseRequest& request, const std::string& what, const std::string& what_zh) {
  const std::string name = ShortName(request.name);
  return {ErrorCode::kTooLarge,
          "cannot import \"" + name + "\": " + what + "; split the file and try again",
          "无法导入“" + name + "”：" + what_zh + "；请拆分文件后重试"};
}

Parser* BestParser(std::span<const std::unique_ptr<Parser>> parsers, const ParseRequest& request) {
  Parser* best = nullptr;
  int best_score = 0;
  for (const std::unique_ptr<Parser>& parser : parsers) {
    const int score = parser->Recognise(request.bytes, request.name);
    if (score <= best_score) continue;
    best = parser.get();
    best_score = score;
  }
  return best;
}

Result<void> CheckSizes(const Document& document, const ParseRequest& request) {
  std::size_t text_bytes = 0;
  for (const Block& block : document.blocks) {
    text_bytes += block.text.size();
    for (const TableCell& cell : block.table.cells) text_bytes += cell.text.size();
  }
  const ParseLimits& limits = request.limits;
  if (text_bytes > limits.max_text_bytes) {
    const std::string limit = HumanBytes(limits.max_text_bytes);
    return TooLarge(request, "it holds more than " + limit + " of text", "文字超过 " + limit);
  }
  if (document.pages.size() > limits.max_pages) {
    const std::string limit = std::to_string(limits.max_pages);
    return TooLarge(request, "it has more than " + limit + " pages", "页数超过 " + limit);
  }
  std::size_t attachment_bytes = 0;
  for (const Attachment& attachment : document.attachments) {
    attachment_bytes += attachment.bytes.size();
  }
  if (attachment_bytes > limits.max_attachment_bytes ||
      document.attachments.size() > limits.max_attachments) {
    const std::string limit =
        std::to_string(limits.max_attachments) + " / " + HumanBytes(limits.max_attachment_bytes);
    return TooLarge(request, "it holds more files than allowed (" + limit + ")",
                    "内含文件超出限制（" + limit + "）");
  }
  return {};
}

Result<Document> ParseWith(Parser& parser, const ParseRequest& request) {
  try {
    return parser.Parse(request);
  } catch (const std::bad_alloc&) {
    return TooLarge(request, "reading it takes more memory than a parser may use",
                    "读取它所需的内存超过解析进程的上限");
  } catch (const std::exception& problem) {
    const std::string name = ShortName(request.name);
    const std::string format(parser.Name());
    return Error{ErrorCode::kUnsupported,
                 "cannot read \"" + name + "\" as " + format + ": " + problem.what() +
                     "; the file may be damaged",
                 "无法按 " + format + " 读取“" + name + "”；文件可能已损坏"};
  }
}

}  // namespace

Result<Document> ParseByContent(std::span<const std::unique_ptr<Parser>> parsers,
                                const ParseRequest& request) {
  const std::string name = ShortName(request.name);
  if (request.bytes.empty()) {
    return Error{ErrorCode::kInvalidArgument,
                 "the file \"" + name + "\" is empty; upload one with content",
                 "文件“" + name + "”是空的；请上传有内容的文件"};
  }
  if (request.bytes.size() > request.limits.max_input_bytes) {
    const std::string limit = HumanBytes(request.limits.max_input_bytes);
    return TooLarge(request, "it is larger than " + limit, "文件大于 " + limit);
  }
  Parser* parser = BestParser(parsers, request);
  if (parser == nullptr) {
    const ContentGuess guess = GuessContent(request.bytes);
    if (guess.imported) {
      return Error{ErrorCode::kInvalidArgument,
                   "cannot read \"" + name + "\": it looks like " + guess.english +
                       ", but is damaged or cut short; get a whole copy of it",
                   "无法读取“" + name + "”：内容看起来是 " + guess.chinese +
                       "，但已损坏或不完整；请重新获取完整的文件"};
    }
    return Error{ErrorCode::kUnsupported,
                 "cannot read \"" + name + "\": it looks like " + guess.english +
                     ", which is not a format we import; convert it to PDF, DOCX or text",
                 "无法读取“" + name + "”：内容看起来是" + guess.chinese +
                     "，暂不支持导入；请转换为 PDF、DOCX 或文本"};
  }
  WY_TRY(Document document, ParseWith(*parser, request));
  Normalise(document);
  const bool unread = std::any_of(document.pages.begin(), document.pages.end(),
                                  [](const Page& page) { return page.needs_recognition; });
  if (document.blocks.empty() && document.attachments.empty() && !unread &&
      request.recognise.count == 0 && request.recognise_pictures.empty()) {
    return Error{ErrorCode::kUnsupported, "there is no text to read in \"" + name + "\"",
                 "“" + name + "”中没有可读取的文字"};
  }
  WY_CHECK(CheckSizes(document, request));
  return document;
}

}  // namespace wenyuan::parse
