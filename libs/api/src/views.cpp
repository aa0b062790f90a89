#include "views.h"

#include <algorithm>
#include <array>

#include "utf16.h"
#include "wenyuan/access/by_reader.h"
#include "wenyuan/search/freshness.h"

namespace wenyuan::api {

Json UserView(const store::User& user) {
  return {{"id", user.id},
          {"name", user.name},
          {"administrator", user.administrator},
          {"disabled", user.disabled},
          {"created", IsoTime(user.created)}};
}

Json UserReference(const store::User& user) { return {{"id", user.id}, {"name", user.name}}; }

Json UserReference(const Call& call, store::UserNumber user) {
  if (user == 0) return nullptr;
  const auto found = call.services().store.accounts().Get(user);
  return found ? UserReference(*found) : Json(nullptr);
}

Json MeView(const Identity& who) {
  return {{"user", who.user ? UserReference(*who.user) : Json(nullptr)},
          {"administrator", who.asker.administrator},
          {"operator", who.asker.house_operator},
          {"csrf_token", who.csrf_token.empty() ? Json(nullptr) : Json(who.csrf_token)}};
}

Json CountsView(const store::Jobs::Counts& counts) {
  return {{"queued", counts.queued},
          {"running", counts.running},
          {"ready", counts.ready},
          {"failed", counts.failed}};
}

Json BoxView(const PageBox& box) {
  return {{"page", box.page},
          {"left", box.left},
          {"top", box.top},
          {"right", box.right},
          {"bottom", box.bottom}};
}

Json BoxesOf(const std::vector<TextSpan>& spans) {
  Json::Array boxes;
  for (const TextSpan& span : spans) boxes.push_back(BoxView(span.box));
  return boxes;
}

Json SpansView(std::string_view text, const std::vector<TextSpan>& spans) {
  Json::Array views;
  Utf16Offsets offsets(text);
  for (const TextSpan& span : spans) {
    const auto begin = offsets.At(span.begin);
    views.push_back({{"begin", begin}, {"end", offsets.At(span.end)}, {"box", BoxView(span.box)}});
  }
  return views;
}

Json ChunkView(const std::string& document_id, std::uint32_t revision, const store::Chunk& chunk) {
  return {{"chunk_id", ChunkId(document_id, revision, chunk.number)},
          {"number", chunk.number},
          {"page", chunk.page},
          {"boxes", BoxesOf(chunk.spans)},
          {"heading_path", chunk.heading_path},
          {"text", chunk.text},
          {"block_begin", chunk.block_begin},
          {"block_end", chunk.block_end}};
}

Json HitView(const search::Hit& hit, std::size_t rank) {
  Json::Array highlights;
  Utf16Offsets offsets(hit.chunk.text);
  for (const search::Highlight& highlight : hit.highlights) {
    const auto begin = offsets.At(highlight.begin);
    highlights.push_back(Json::Array{begin, offsets.At(highlight.end)});
  }
  Json::Array alike;
  for (const search::Alike& one : hit.alike) {
    alike.push_back({{"document_id", one.document_id}, {"title", one.title}});
  }
  return {{"rank", rank},
          {"score", hit.score},
          {"coverage", hit.coverage},
          {"similarity", hit.similarity ? Json(*hit.similarity) : Json(nullptr)},
          {"alike", std::move(alike)},
          {"library", hit.library.name},
          {"library_id", hit.library.id},
          {"document_id", hit.document.id},
          {"title", TitleOf(hit.document)},
          {"format", hit.document.format},
          {"expired_on", hit.expired_on.empty() ? Json(nullptr) : Json(hit.expired_on)},
          {"holds_from", hit.holds_from.empty() ? Json(nullptr) : Json(hit.holds_from)},
          {"revision", hit.revision},
          {"chunk_id", ChunkId(hit.document.id, hit.revision, hit.chunk.number)},
          {"page", hit.chunk.page},
          {"boxes", BoxesOf(hit.chunk.spans)},
          {"heading_path", hit.chunk.heading_path},
          {"text", hit.chunk.text},
          {"highlights", std::move(highlights)},
          {"block_begin", hit.chunk.block_begin},
          {"block_end", hit.chunk.block_end}};
}

Json HitsView(const std::vector<search::Hit>& hits) {
  Json::Array views;
  for (const search::Hit& hit : hits) views.push_back(HitView(hit, views.size() + 1));
  return views;
}

Json HintsView(const std::vector<search::QueryHint>& hints, Language language) {
  Json::Array views;
  for (const search::QueryHint& hint : hints) {
    const bool chinese = language == Language::kChinese;
    views.push_back({{"code", hint.code}, {"message", chinese ? hint.message_zh : hint.message}});
  }
  return views;
}

Json MeaningView(const search::Meaning& meaning, Language language) {
  const auto name = [&]() -> std::string_view {
    switch (meaning.state) {
      case search::Meaning::State::kUsed:
        return "used";
      case search::Meaning::State::kPartly:
        return "partly";
      case search::Meaning::State::kUnused:
        return "unused";
      case search::Meaning::State::kOff:
        return "off";
      case search::Meaning::State::kAway:
        return "away";
    }
    return "off";
  }();
  return {{"state", name},
          {"embedded", meaning.embedded},
          {"reason", language == Language::kChinese ? meaning.reason_zh : meaning.reason}};
}

Json RerankingView(const search::Reranking& reranking, Language language) {
  static constexpr std::array<std::string_view, 5> kNames = {"used", "partly", "unused", "off",
                                                             "away"};
  return {{"state", kNames.at(static_cast<std::size_t>(reranking.state))},
          {"read", reranking.read},
          {"reason", language == Language::kChinese ? reranking.reason_zh : reranking.reason}};
}

std::string ChunkId(std::string_view document_id, std::uint32_t revision, std::uint32_t chunk) {
  return std::string(document_id) + "." + std::to_string(revision) + "." + std::to_string(chunk);
}

std::string TitleOf(const store::Document& document) {
  if (!document.title.empty()) return document.title;
  return document.source_name.substr(document.source_name.rfind('/') + 1);
}

namespace {

// How far pages, or pictures beside text, are.
struct Amount {
  std::uint32_t all = 0;
  std::uint32_t read = 0;
  std::uint32_t failed = 0;
  std::uint32_t may_read = 0;
};

std::string_view StateOf(const Amount& amount, bool off) {
  if (amount.read + amount.failed < amount.may_read) return off ? "needs_ocr" : "working";
  if (amount.read + amount.failed < amount.all) return off ? "needs_ocr" : "limited";
  return amount.failed > 0 ? "partly" : "done";
}

std::string Sentence(const Amount& pages, const Amount& pictures, bool chinese) {
  std::string text;
  const auto add = [&](const Amount& amount, std::string_view english, std::string_view zh,
                       std::string_view unit) {
    if (amount.all == 0) return;
    if (!text.empty()) text += chinese ? "；" : "; ";
    const std::string all = std::to_string(amount.all);
    const std::string read = std::to_string(amount.read);
    if (chinese) {
      text.append(zh).append(" ").append(all).append(" ").append(unit);
      text.append("，已识别 ").append(read).append(" ").append(unit);
    } else {
      text.append(read).append(" of ").append(all).append(" ").append(english).append(
          " recognised");
    }
  };
  add(pages, "picture pages", "图像页", "页");
  add(pictures, "pictures", "图片", "张");
  return text;
}

}  // namespace

Json RecognitionView(const store::Document& document, const ingest::RecognitionProgress& progress,
                     Language language) {
  if (document.picture_pages == 0 && document.pictures == 0) return nullptr;
  const std::uint32_t allowed = std::max(progress.pages_per_file, document.recognise_pages);
  const Amount pages = {document.picture_pages, document.recognised_pages,
                        document.unreadable_pages, std::min(document.picture_pages, allowed)};
  Amount pictures = {document.pictures, document.pictures - document.unread_pictures, 0,
                     std::min(document.pictures, allowed)};
  using Progress = ingest::RecognitionProgress::State;
  const bool off =
      progress.state == Progress::kOff || progress.state == Progress::kAway || allowed == 0;
  // Which of them could not be read is not counted: what is left when all is done was tried.
  if (progress.state == Progress::kIdle)
    pictures.failed = pictures.may_read - std::min(pictures.read, pictures.may_read);
  const bool by_pictures = pages.all == 0 || (StateOf(pages, off) == "done" && pictures.all > 0);
  const std::string_view state = StateOf(by_pictures ? pictures : pages, off);
  const bool chinese = language == Language::kChinese;
  std::string text = Sentence(pages, pictures, chinese);
  if (state == "needs_ocr") {
    text += chinese ? "；需要文字识别（OCR）" : "; the rest needs OCR";
    const std::string& why =
        chinese && !progress.reason_zh.empty() ? progress.reason_zh : progress.reason;
    if (!why.empty()) text += (chinese ? "：" : ": ") + why;
  }
  if (state == "limited") text += chinese ? "；其余可另行要求识别" : "; more on request";
  if (state == "partly" && by_pictures) {
    text += chinese ? "；其余无法识别" : "; the rest could not be read";
  } else if (state == "partly") {
    const std::string failed = std::to_string(pages.failed);
    text += chinese ? "；" + failed + " 页无法识别" : "; " + failed + " could not be read";
  }
  return {{"state", state},
          {"pages", document.picture_pages},
          {"recognised", document.recognised_pages},
          {"failed", document.unreadable_pages},
          {"pictures", pictures.all},
          {"pictures_recognised", pictures.read},
          {"text", text}};
}

Result<DocumentViews> DocumentViews::Of(const Call& call) {
  DocumentViews views(call);
  WY_TRY(const auto rights,
         access::LibrariesByReader(call.services().store, call.who.asker, store::Role::kReader));
  for (const auto& right : rights) views.libraries_.emplace(right.library.number, right.library);
  return views;
}

Json DocumentViews::View(const store::Document& document) const {
  const auto library = libraries_.find(document.library);
  const bool known = library != libraries_.end();
  Json parent = nullptr;
  if (document.parent != 0) {
    const Services& services = call_.services();
    const auto found = services.store.documents().Get(document.parent);
    // Its id is shown only to those who may see the parent as well.
    if (found && services.access.Document(call_.who.asker, found->id, store::Role::kReader)) {
      parent = found->id;
    }
  }
  const bool chinese = call_.language == Language::kChinese && !document.reason_zh.empty();
  const UnixMillis now = call_.services().clock.Now();
  const std::string expired_on = search::ExpiredOn(document, now);
  const std::string holds_from = search::HoldsFrom(document, now);
  return {{"document_id", document.id},
          {"title", TitleOf(document)},
          {"library", known ? library->second.name : ""},
          {"library_id", known ? library->second.id : ""},
          {"state", store::Name(document.state)},
          {"reason", chinese ? document.reason_zh : document.reason},
          {"needs_password", document.needs_password},
          {"revision", document.current_ordinal},
          {"pages", document.pages},
          {"chunks", document.chunks},
          {"source_name", document.source_name},
          {"format", document.format},
          {"bytes", document.bytes},
          {"stage", store::Name(document.stage)},
          {"created", IsoTime(document.created)},
          {"changed", IsoTime(document.changed)},
          {"tags", Json::Array(document.tags.begin(), document.tags.end())},
          {"expired_on", expired_on.empty() ? Json(nullptr) : Json(expired_on)},
          {"holds_from", holds_from.empty() ? Json(nullptr) : Json(holds_from)},
          {"restricted", document.restricted},
          {"attempts", document.attempts},
          {"parent", std::move(parent)},
          {"thumbnail", document.has_thumbnail},
          {"recognition",
           RecognitionView(document, call_.services().ingest.Recognition(), call_.language)}};
}

Json DocumentViews::View(const std::vector<store::Document>& documents) const {
  Json::Array views;
  for (const store::Document& document : documents) views.push_back(View(document));
  return views;
}

}  // namespace wenyuan::api
