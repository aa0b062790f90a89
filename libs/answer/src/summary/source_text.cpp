#include "source_text.h"

#include <algorithm>
#include <string>
#include <utility>

#include "../words.h"
#include "wenyuan/answer/summarizer.h"
#include "wenyuan/search/freshness.h"

namespace wenyuan::answer {
namespace {

std::string NameOf(const store::Document& document) {
  return document.title.empty() ? document.source_name : document.title;
}

Error NotReady(const store::Document& document) {
  const std::string name = NameOf(document);
  if (document.state == store::DocumentState::kFailed) {
    const std::string& reason_zh =
        document.reason_zh.empty() ? document.reason : document.reason_zh;
    return {ErrorCode::kConflict, "'" + name + "' could not be read: " + document.reason,
            "文档“" + name + "”解析失败：" + reason_zh};
  }
  return {ErrorCode::kConflict, "'" + name + "' is still being read; try again when it is ready",
          "文档“" + name + "”仍在处理中；请在就绪后重试"};
}

Error TooMuch() {
  const std::string most = std::to_string(kMostSummarisedPassages);
  return {ErrorCode::kTooLarge,
          "there are more than " + most +
              " passages to read; name pages, a heading or fewer "
              "documents",
          "要阅读的段落超过 " + most + " 个；请指定页码范围或标题，或减少文档数量"};
}

Error NothingThere(const store::Document& document, bool whole) {
  const std::string name = NameOf(document);
  if (!whole) {
    return {ErrorCode::kConflict, "'" + name + "' has no text on these pages or below this heading",
            "文档“" + name + "”在所选页码或标题下没有文字"};
  }
  return {ErrorCode::kConflict,
          "'" + name + "' has no text; if its pages are pictures, have them recognised first",
          "文档“" + name + "”没有文字；如果页面是图片，请先进行文字识别"};
}

bool IsIn(const store::Chunk& chunk, const DocumentPart& part, const std::string& heading) {
  if (chunk.page < part.first_page) return false;
  if (part.last_page > 0 && chunk.page > part.last_page) return false;
  return heading.empty() || Lower(chunk.heading_path).find(heading) != std::string::npos;
}

Result<void> Check(const DocumentPart& part) {
  if (part.last_page == 0 || part.first_page <= part.last_page) return {};
  return Error{ErrorCode::kInvalidArgument,
               "the first page " + std::to_string(part.first_page) + " is behind the last page " +
                   std::to_string(part.last_page),
               "起始页 " + std::to_string(part.first_page) + " 在结束页 " +
                   std::to_string(part.last_page) + " 之后"};
}

}  // namespace

search::Hit SourceText::HitOf(std::size_t chunk) const {
  search::Hit hit;
  hit.library = library;
  hit.document = document;
  search::MarkHolding(hit, SystemClock().Now());
  hit.revision = revision;
  hit.chunk = chunks[chunk];
  return hit;
}

Result<store::Revision> SourceReader::RevisionOf(const store::Document& document,
                                                 std::uint32_t ordinal) const {
  if (ordinal > 0) return store_.documents().FindRevision(document.number, ordinal);
  if (document.current == 0) return NotReady(document);
  return store_.documents().GetRevision(document.current);
}

Result<store::Library> SourceReader::LibraryOf(const store::Document& document) const {
  WY_TRY(const auto readable, access_.Libraries(asker_, store::Role::kReader));
  const auto found = std::find_if(readable.begin(), readable.end(), [&](const auto& rights) {
    return rights.library.number == document.library;
  });
  if (found != readable.end()) return found->library;
  return Error{ErrorCode::kNotFound, "there is no document '" + document.id + "'",
               "没有文档“" + document.id + "”"};
}

Result<SourceText> SourceReader::Read(const DocumentPart& part) {
  WY_CHECK(Check(part));
  SourceText source;
  WY_TRY(source.document, access_.Document(asker_, part.document, store::Role::kReader));
  WY_TRY(source.library, LibraryOf(source.document));
  WY_TRY(const store::Revision revision, RevisionOf(source.document, part.revision));
  source.revision = revision.ordinal;
  const bool whole = part.first_page <= 1 && part.last_page == 0 && part.heading.empty();
  if (whole && passages_ + revision.chunks > kMostSummarisedPassages) return TooMuch();
  WY_TRY(source.chunks, store_.documents().AllChunks(revision.number));
  const std::string heading = Lower(part.heading);
  std::erase_if(source.chunks,
                [&](const store::Chunk& chunk) { return !whole && !IsIn(chunk, part, heading); });
  if (source.chunks.empty()) {
    const bool is_newest_unread =
        revision.chunks == 0 && revision.number != source.document.current;
    return is_newest_unread ? NotReady(source.document) : NothingThere(source.document, whole);
  }
  passages_ += source.chunks.size();
  if (passages_ > kMostSummarisedPassages) return TooMuch();
  return source;
}

Result<std::vector<SourceText>> SourceReader::ReadAll(const std::vector<DocumentPart>& parts) {
  std::vector<SourceText> sources;
  for (const DocumentPart& part : parts) {
    WY_TRY(SourceText source, Read(part));
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace wenyuan::answer
