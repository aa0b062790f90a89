#include "rows.h"

#include <algorithm>
#include <utility>

#include "span_codec.h"

namespace wenyuan::store_sqlite {
namespace {

std::pair<std::string_view, std::string_view> Words(Thing thing) {
  switch (thing) {
    case Thing::kLibrary:
      return {"library", "知识库"};
    case Thing::kDocument:
      return {"document", "文档"};
    case Thing::kRevision:
      return {"revision", "版本"};
    case Thing::kUser:
      return {"user", "用户"};
    case Thing::kSession:
      return {"session", "登录会话"};
    case Thing::kToken:
      return {"token", "令牌"};
    case Thing::kInvitation:
      return {"invitation", "邀请链接"};
    case Thing::kQuestionSet:
      return {"question set", "问题集"};
    case Thing::kQuestion:
      return {"question", "问题"};
    case Thing::kQualityRun:
      return {"run", "评测"};
    case Thing::kFeedback:
      return {"feedback", "反馈"};
    case Thing::kFaqEntry:
      return {"FAQ entry", "常见问题条目"};
  }
  return {"entry", "条目"};
}

}  // namespace

store::Document ReadDocument(const Statement& row) {
  store::Document document;
  document.number = row.As<store::DocumentNumber>(0);
  document.id = row.Text(1);
  document.library = row.As<store::LibraryNumber>(2);
  document.source_name = row.Text(3);
  document.title = row.Text(4);
  document.format = row.Text(5);
  document.tags = SplitTags(row.Text(6));
  document.state = row.As<store::DocumentState>(7);
  document.stage = row.As<store::Stage>(8);
  document.reason = row.Text(9);
  document.reason_zh = row.Text(10);
  document.attempts = row.As<std::uint32_t>(11);
  document.current = row.As<store::RevisionNumber>(12);
  document.current_ordinal = row.As<std::uint32_t>(13);
  document.newest = row.As<store::RevisionNumber>(14);
  document.pages = row.As<std::uint32_t>(15);
  document.chunks = row.As<std::uint32_t>(16);
  document.bytes = row.As<std::uint64_t>(17);
  document.parent = row.As<store::DocumentNumber>(18);
  document.restricted = row.Int(19) != 0;
  document.created = row.Int(20);
  document.changed = row.Int(21);
  document.picture_pages = row.As<std::uint32_t>(22);
  document.recognise_pages = row.As<std::uint32_t>(23);
  document.recognised_pages = std::min(row.As<std::uint32_t>(24), document.picture_pages);
  document.unreadable_pages = row.As<std::uint32_t>(25);
  document.needs_password = row.Int(26) != 0;
  document.pictures = row.As<std::uint32_t>(27);
  document.unread_pictures = row.As<std::uint32_t>(28);
  document.has_thumbnail = row.Int(29) != 0;
  return document;
}

store::Revision ReadRevision(const Statement& row) {
  store::Revision revision;
  revision.number = row.As<store::RevisionNumber>(0);
  revision.document = row.As<store::DocumentNumber>(1);
  revision.ordinal = row.As<std::uint32_t>(2);
  revision.original = {row.Text(3), row.As<std::uint64_t>(4)};
  revision.parsed = {row.Text(5), row.As<std::uint64_t>(6)};
  revision.pages = row.As<std::uint32_t>(7);
  revision.chunks = row.As<std::uint32_t>(8);
  revision.created = row.Int(9);
  revision.created_by = row.As<store::UserNumber>(10);
  revision.thumbnail = {row.Text(11), row.As<std::uint64_t>(12)};
  return revision;
}

Result<store::Chunk> ReadChunk(const Statement& row) {
  store::Chunk chunk;
  chunk.number = row.As<std::uint32_t>(0);
  chunk.text = row.Text(1);
  chunk.heading_path = row.Text(2);
  chunk.page = row.As<std::uint32_t>(3);
  WY_TRY(chunk.spans, DecodeSpans(row.Text(4)));
  chunk.table = row.Text(5);
  chunk.block_begin = row.As<std::uint32_t>(6);
  chunk.block_end = row.As<std::uint32_t>(7);
  return chunk;
}

std::int64_t PlaceOf(store::RevisionNumber revision, std::uint32_t number) {
  return static_cast<std::int64_t>((std::uint64_t{revision} << 32U) | number);
}

std::string JoinTags(const std::vector<std::string>& tags) {
  std::string joined;
  for (const std::string& tag : tags) joined += tag + '\n';
  return joined;
}

std::vector<std::string> SplitTags(std::string_view joined) {
  std::vector<std::string> tags;
  for (std::size_t end = joined.find('\n'); end != std::string_view::npos;
       end = joined.find('\n')) {
    tags.emplace_back(joined.substr(0, end));
    joined.remove_prefix(end + 1);
  }
  return tags;
}

Result<void> CheckName(std::string_view what, std::string_view what_zh, std::string_view name,
                       std::size_t most_bytes) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  };
  if (!name.empty() && name.size() <= most_bytes &&
      std::none_of(name.begin(), name.end(), is_control)) {
    return {};
  }
  return Error{ErrorCode::kInvalidArgument,
               "a " + std::string(what) + " has 1 to " + std::to_string(most_bytes) +
                   " bytes and no control characters; this one has " + std::to_string(name.size()) +
                   " bytes",
               std::string(what_zh) + "须为 1 至 " + std::to_string(most_bytes) +
                   " 字节，且不含控制字符；此处为 " + std::to_string(name.size()) + " 字节"};
}

Error NotFound(Thing thing, std::string_view which) {
  const auto [english, chinese] = Words(thing);
  return {ErrorCode::kNotFound,
          "there is no " + std::string(english) + " '" + std::string(which) + "'",
          "没有" + std::string(chinese) + "“" + std::string(which) + "”"};
}

}  // namespace wenyuan::store_sqlite
