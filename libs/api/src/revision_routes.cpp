#include <algorithm>
#include <charconv>

#include "original.h"
#include "routes.h"
#include "text_origin.h"
#include "views.h"
#include "wenyuan/parse/block_kind.h"
#include "wenyuan/parse/wire.h"

namespace wenyuan::api {
namespace {

constexpr std::size_t kMostBlocks = 10'000;
constexpr std::uint64_t kMaxParsedBytes = std::uint64_t{1} << 30U;

struct Place {
  store::Document document;
  store::Revision revision;
};

Result<Place> Find(const Call& call) {
  WY_TRY(store::Document document,
         call.services().access.Document(call.who.asker, call.Path("id"), store::Role::kReader));
  const std::string& text = call.Path("n");
  std::uint32_t ordinal = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), ordinal);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || ordinal == 0) {
    return Error{ErrorCode::kInvalidArgument, "a revision is a number from 1",
                 "修订号应为从 1 开始的数字"};
  }
  WY_TRY(store::Revision revision,
         call.services().store.documents().FindRevision(document.number, ordinal));
  return Place{std::move(document), std::move(revision)};
}

Result<Reply> ListRevisions(Call& call) {
  WY_TRY(const store::Document document,
         call.services().access.Document(call.who.asker, call.Path("id"), store::Role::kReader));
  WY_TRY(auto revisions, call.services().store.documents().Revisions(document.number));
  std::sort(revisions.begin(), revisions.end(),
            [](const auto& left, const auto& right) { return left.ordinal > right.ordinal; });
  Json::Array views;
  for (const store::Revision& revision : revisions) {
    views.push_back({{"revision", revision.ordinal},
                     {"current", revision.number == document.current},
                     {"created", IsoTime(revision.created)},
                     {"created_by", UserReference(call, revision.created_by)},
                     {"bytes", revision.original.bytes},
                     {"sha256", revision.original.sha256},
                     {"pages", revision.pages},
                     {"chunks", revision.chunks}});
  }
  return JsonReply(200, {{"revisions", std::move(views)}});
}

Result<Reply> Original(Call& call) {
  WY_TRY(const Place place, Find(call));
  return SendOriginal(call, place.document, place.revision);
}

Json TableView(const parse::Table& table) {
  Json::Array cells;
  for (const parse::TableCell& cell : table.cells) {
    Json::Array boxes;
    for (const PageBox& box : cell.boxes) boxes.push_back(BoxView(box));
    cells.push_back({{"row", cell.row},
                     {"column", cell.column},
                     {"row_span", cell.row_span},
                     {"column_span", cell.column_span},
                     {"header", cell.header},
                     {"text", cell.text},
                     {"boxes", std::move(boxes)}});
  }
  return {{"rows", table.rows}, {"columns", table.columns}, {"cells", std::move(cells)}};
}

Json BlockView(const parse::Block& block, std::size_t number) {
  const bool is_table = block.kind == parse::BlockKind::kTable;
  return {{"block", number},
          {"kind", parse::NameOf(block.kind)},
          {"level", block.level},
          {"page", block.page},
          {"text", block.text},
          {"spans", SpansView(block.text, block.spans)},
          {"box", block.box ? BoxView(*block.box) : Json(nullptr)},
          {"confidence", block.confidence},
          {"origin", std::string(NameOf(OriginOf(block)))},
          {"table", is_table ? TableView(block.table) : Json(nullptr)}};
}

Json PagesView(const std::vector<parse::Page>& pages) {
  Json::Array views;
  for (const parse::Page& page : pages) {
    views.push_back({{"page", views.size() + 1},
                     {"width", page.width},
                     {"height", page.height},
                     {"label", page.label},
                     {"hidden", page.hidden},
                     {"needs_recognition", page.needs_recognition}});
  }
  return views;
}

Result<Reply> Blocks(Call& call) {
  WY_TRY(const Place place, Find(call));
  WY_TRY(const std::size_t offset, call.QueryNumber("offset", 0, SIZE_MAX >> 1U, 0));
  WY_TRY(const std::size_t limit, call.QueryNumber("limit", 1, kMostBlocks, 2000));
  if (place.revision.parsed.sha256.empty()) {
    return Error{ErrorCode::kConflict, "this revision was not read yet; look at its state",
                 "该修订尚未解析，请查看其状态"};
  }
  WY_TRY(const std::string bytes,
         store::GetBlob(call.services().blobs, place.revision.parsed, kMaxParsedBytes));
  WY_TRY(const parse::Document parsed, parse::Decode(bytes));
  Json::Array blocks;
  for (std::size_t i = offset; i < parsed.blocks.size() && i - offset < limit; ++i) {
    blocks.push_back(BlockView(parsed.blocks[i], i));
  }
  Json::Object metadata;
  for (const auto& [name, value] : parsed.metadata) metadata.emplace_back(name, value);
  return JsonReply(200,
                   {{"document_id", place.document.id},
                    {"title", TitleOf(place.document)},
                    {"revision", place.revision.ordinal},
                    {"format", parsed.format},
                    {"metadata", std::move(metadata)},
                    {"pages", PagesView(parsed.pages)},
                    {"total", parsed.blocks.size()},
                    {"offset", offset},
                    {"blocks", std::move(blocks)},
                    {"warnings", Json::Array(parsed.warnings.begin(), parsed.warnings.end())}});
}

Result<Reply> Chunks(Call& call) {
  WY_TRY(const Place place, Find(call));
  WY_TRY(const auto chunks, call.services().store.documents().AllChunks(place.revision.number));
  Json::Array views;
  for (const store::Chunk& chunk : chunks) {
    views.push_back(ChunkView(place.document.id, place.revision.ordinal, chunk));
  }
  return JsonReply(200, {{"chunks", std::move(views)}});
}

Result<Reply> Lineage(Call& call) {
  WY_TRY(const Place place, Find(call));
  WY_TRY(const auto steps, call.services().store.documents().Lineage(place.revision.number));
  Json::Array views;
  for (const store::LineageStep& step : steps) {
    views.push_back({{"stage", store::Name(step.stage)},
                     {"tool", step.tool},
                     {"details", ParseJson(step.details).value_or(Json(Json::Object()))},
                     {"started", IsoTime(step.started)},
                     {"finished", IsoTime(step.finished)}});
  }
  return JsonReply(200, {{"steps", std::move(views)}});
}

}  // namespace

std::vector<Route> RevisionRoutes() {
  return {{"GET", "/api/v1/documents/{id}/revisions", For::kSignedIn, ListRevisions},
          {"GET",
           "/api/v1/documents/{id}/revisions/{n}/original",
           For::kSignedIn,
           Original,
           {"download"}},
          {"GET",
           "/api/v1/documents/{id}/revisions/{n}/blocks",
           For::kSignedIn,
           Blocks,
           {"offset", "limit"}},
          {"GET", "/api/v1/documents/{id}/revisions/{n}/chunks", For::kSignedIn, Chunks},
          {"GET", "/api/v1/documents/{id}/revisions/{n}/lineage", For::kSignedIn, Lineage}};
}

}  // namespace wenyuan::api
