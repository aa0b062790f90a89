#include "answer_view.h"

#include <algorithm>

#include "text_origin.h"
#include "utf16.h"
#include "views.h"

namespace wenyuan::api {
namespace {

// null for an empty text.
Json TextOrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json CitationView(const answer::Citation& citation, const Services& services) {
  Json::Array boxes;
  for (const PageBox& box : citation.boxes) boxes.push_back(BoxView(box));
  return {{"document_id", citation.document_id},
          {"title", citation.title},
          {"library", citation.library},
          {"revision", citation.revision},
          {"page", citation.page},
          {"boxes", std::move(boxes)},
          {"quote", citation.quote},
          {"expired_on", TextOrNull(citation.expired_on)},
          {"holds_from", TextOrNull(citation.holds_from)},
          {"origin", std::string(NameOf(OriginOf(services, citation)))},
          {"chunk_id", ChunkId(citation.document_id, citation.revision, citation.chunk)},
          {"block_begin", citation.block_begin},
          {"block_end", citation.block_end}};
}

Json TextsView(const std::vector<std::string>& texts) {
  Json::Array views;
  for (const std::string& text : texts) views.push_back(text);
  return views;
}

Json SpansView(const answer::Sentence& sentence) {
  Json::Array views;
  Utf16Offsets offsets(sentence.text);
  for (const answer::AnswerSpan& span : sentence.spans) {
    const std::uint32_t begin = offsets.At(span.begin);
    views.push_back({{"begin", begin}, {"end", offsets.At(span.end)}});
  }
  return views;
}

Json CellView(const std::optional<answer::CellAnswer>& cell) {
  if (!cell) return nullptr;
  return {{"value", cell->value},
          {"row", TextsView(cell->row)},
          {"column", TextsView(cell->column)},
          {"unit", TextOrNull(cell->unit)},
          {"caption", TextOrNull(cell->caption)}};
}

Json ComparisonView(const std::optional<answer::Comparison>& comparison, Language language,
                    const Services& services) {
  if (!comparison) return nullptr;
  Json::Array rows;
  for (const answer::ComparisonRow& row : comparison->rows) {
    Json::Array cells;
    for (const auto& cell : row.cells) {
      cells.push_back(cell ? SentenceView(*cell, language, services) : Json(nullptr));
    }
    rows.push_back({{"aspect", row.aspect}, {"cells", std::move(cells)}});
  }
  return {{"documents", TextsView(comparison->documents)}, {"rows", std::move(rows)}};
}

Json ContextView(const std::optional<answer::ReadContext>& context, Language language) {
  if (!context) return nullptr;
  const auto& why = context->without_attention;
  return {{"tokens_before", context->tokens_before},
          {"tokens", context->tokens},
          {"kept_mass", context->kept_mass},
          {"chosen_by", context->by_attention ? "attention" : "words"},
          {"without_attention", why ? Json(why->In(language)) : Json(nullptr)}};
}

Json ReviewedView(const std::optional<answer::Reviewed>& reviewed) {
  if (!reviewed) return nullptr;
  return {{"by", TextOrNull(reviewed->by)},
          {"on", IsoTime(reviewed->on)},
          {"faq_id", reviewed->faq_id}};
}

}  // namespace

Json UnprovenView(const std::vector<answer::Unproven>& unproven, Language language) {
  Json::Array views;
  for (const answer::Unproven& one : unproven) {
    views.push_back(
        {{"text", one.text}, {"why", language == Language::kChinese ? one.why_zh : one.why}});
  }
  return views;
}

std::string ExpiredOn(const answer::Sentence& sentence) {
  std::string last;
  for (const answer::Citation& citation : sentence.citations) {
    if (citation.expired_on.empty()) return {};
    last = std::max(last, citation.expired_on);  // dates are in order as texts
  }
  return last;
}

std::string HoldsFrom(const answer::Sentence& sentence) {
  std::string first;
  for (const answer::Citation& citation : sentence.citations) {
    if (citation.holds_from.empty()) return {};
    if (first.empty() || citation.holds_from < first) first = citation.holds_from;
  }
  return first;
}

Json SentenceView(const answer::Sentence& sentence, Language language, const Services& services) {
  Json::Array citations;
  for (const auto& citation : sentence.citations)
    citations.push_back(CitationView(citation, services));
  const bool chinese = language == Language::kChinese;
  return {{"text", sentence.text},
          {"citations", std::move(citations)},
          {"spans", SpansView(sentence)},
          {"cell", CellView(sentence.cell)},
          {"computed", sentence.computed},
          {"expired_on", TextOrNull(ExpiredOn(sentence))},
          {"holds_from", TextOrNull(HoldsFrom(sentence))},
          {"doubt", TextOrNull(chinese ? sentence.doubt_zh : sentence.doubt)}};
}

Json AnswerView(const answer::Question& question, const answer::Answer& answer, Language language,
                const Services& services, double elapsed_ms) {
  Json without_model = nullptr;
  if (answer.without_model) without_model = answer.without_model->In(language);
  Json::Array sentences;
  for (const auto& sentence : answer.sentences) {
    sentences.push_back(SentenceView(sentence, language, services));
  }
  return {{"question", question.text},
          {"understood", TextOrNull(answer.understood)},
          {"answer", answer.text},
          {"refused", answer.refused},
          {"answerability", answer.answerability},
          {"model", answer.model},
          {"thinking", answer.thinking},
          {"unproven", UnprovenView(answer.unproven, language)},
          {"without_model", std::move(without_model)},
          {"context", ContextView(answer.context, language)},
          {"sentences", std::move(sentences)},
          {"comparison", ComparisonView(answer.comparison, language, services)},
          {"passages", HitsView(answer.passages)},
          {"searched", TextsView(answer.searched)},
          {"topics", TextsView(answer.topics)},
          {"reviewed", ReviewedView(answer.reviewed)},
          {"ask_a_person", TextOrNull(answer.ask_a_person)},
          {"hints", HintsView(answer.hints, language)},
          {"elapsed_ms", elapsed_ms}};
}

}  // namespace wenyuan::api
