#include "wenyuan/answer/summarizer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "extractive_summary.h"
#include "source_text.h"
#include "summary_writer.h"
#include "wenyuan/text/script.h"

namespace wenyuan::answer {
namespace {

constexpr std::chrono::milliseconds kTimeToKnowTheModel{2'000};

Error Stopped() {
  return {ErrorCode::kCancelled, "the summary was stopped by who asked for it; ask again",
          "请求者停止了摘要；如有需要，请重新提交"};
}

Result<void> Check(const SummaryRequest& request) {
  if (request.parts.empty()) {
    return Error{ErrorCode::kInvalidArgument, "name a document to summarise", "请指定要摘要的文档"};
  }
  if (request.parts.size() > kMostSummarised) {
    const std::string most = std::to_string(kMostSummarised);
    return Error{ErrorCode::kTooLarge, "at most " + most + " documents can be summarised together",
                 "一次最多可摘要 " + most + " 个文档"};
  }
  if (request.sentences < 1 || request.sentences > kMostSummarySentences) {
    const std::string most = std::to_string(kMostSummarySentences);
    return Error{ErrorCode::kInvalidArgument, "a summary has 1 to " + most + " sentences",
                 "摘要须为 1 到 " + most + " 句"};
  }
  for (auto part = request.parts.begin(); part != request.parts.end(); ++part) {
    const bool twice = std::any_of(part + 1, request.parts.end(), [&](const DocumentPart& other) {
      return other.document == part->document;
    });
    if (!twice) continue;
    return Error{ErrorCode::kInvalidArgument, "document '" + part->document + "' is named twice",
                 "文档“" + part->document + "”重复出现"};
  }
  return {};
}

// What most of it is written in, from passages of all over it.
Language LanguageOf(const SourceText& source) {
  constexpr std::size_t kLooks = 40;
  std::string sample;
  const std::size_t step = std::max<std::size_t>(1, source.chunks.size() / kLooks);
  for (std::size_t at = 0; at < source.chunks.size(); at += step) {
    sample += source.chunks[at].text + "\n";
  }
  return text::DominantScript(sample) == text::Script::kHan ? Language::kChinese
                                                            : Language::kEnglish;
}

// That of more passages.
Language LanguageOf(const std::vector<SourceText>& sources,
                    const std::vector<Language>& languages) {
  std::size_t chinese = 0;
  std::size_t all = 0;
  for (std::size_t at = 0; at < sources.size(); ++at) {
    all += sources[at].chunks.size();
    if (languages[at] == Language::kChinese) chinese += sources[at].chunks.size();
  }
  return 2 * chinese >= all ? Language::kChinese : Language::kEnglish;
}

Error OtherLanguage() {
  return {ErrorCode::kUnsupported,
          "a sentence in another language than the text's cannot be proven by its words, so the "
          "text is quoted; leave the language out to have it written",
          "与原文不同语言的句子无法逐词核对，因此摘录原文；如需由模型撰写，请不要指定语言"};
}

Error NothingProven() {
  return {ErrorCode::kUnavailable,
          "no passage proves anything of what the model wrote, so sentences are quoted",
          "模型所写的内容在段落中都找不到依据，因此摘录原文"};
}

class WiredSummarizer final : public Summarizer {
 public:
  WiredSummarizer(const text::Analyzer& analyzer, store::Store& store, const access::Access& access,
                  CurrentModel model, const SummaryOptions& options)
      : analyzer_(analyzer),
        store_(store),
        access_(access),
        model_(std::move(model)),
        options_(options) {}

  Result<Summary> Summarize(const SummaryRequest& request, const access::Asker& asker,
                            const OnSummaryProgress& on_progress) const override {
    WY_CHECK(Check(request));
    WY_TRY(const std::vector<SourceText> sources,
           SourceReader(store_, access_, asker).ReadAll(request.parts));
    if (!on_progress({0, 1})) return Stopped();
    std::vector<Language> languages;
    for (const SourceText& source : sources) languages.push_back(LanguageOf(source));
    Summary summary;
    summary.language = request.language.value_or(LanguageOf(sources, languages));
    for (const SourceText& source : sources) {
      summary.sources.push_back(
          {source.document.id,
           source.document.title.empty() ? source.document.source_name : source.document.title,
           source.library.name, source.revision, source.chunks.size(), source.chunks.size()});
    }
    const auto model = request.extractive || !model_ ? nullptr : model_();
    if (model != nullptr) {
      std::vector<bool> wanted;
      for (const Language language : languages) {
        wanted.push_back(language == request.language.value_or(language));
      }
      WY_CHECK(Write(*model, request, asker, sources, languages, wanted, on_progress, summary));
    }
    if (summary.points.empty()) Quote(sources, request.sentences, summary);
    QuoteWhatIsMissing(sources, summary);
    return summary;
  }

 private:
  // Whatever fails but for who asks leaves the points empty, and says why.
  Result<void> Write(const llm::ChatModel& model, const SummaryRequest& request,
                     const access::Asker& asker, const std::vector<SourceText>& sources,
                     const std::vector<Language>& languages, const std::vector<bool>& wanted,
                     const OnSummaryProgress& on_progress, Summary& summary) const {
    if (std::find(wanted.begin(), wanted.end(), true) == wanted.end()) {
      summary.without_model = OtherLanguage();
      return {};
    }
    const auto info = model.Info(Deadline::After(kTimeToKnowTheModel));
    if (!info) {
      summary.without_model = info.error();
      return {};
    }
    SummaryWriter writer({analyzer_, model, *info, options_, std::to_string(asker.user)}, sources,
                         languages, wanted, on_progress);
    const Result<void> written = writer.Write(request.sentences, summary);
    if (!written && written.error().code == ErrorCode::kCancelled) return written;
    summary.model = info->model;
    if (!written) {
      summary.without_model = written.error();
    } else if (summary.points.empty()) {
      summary.without_model = NothingProven();
    } else if (!summary.without_model && std::count(wanted.begin(), wanted.end(), false) > 0) {
      summary.without_model = OtherLanguage();
    }
    return {};
  }

  void Quote(const std::vector<SourceText>& sources, std::size_t sentences,
             Summary& summary) const {
    ExtractiveSummary extracted = Extract(analyzer_, sources, sentences);
    summary.model = "extractive";
    summary.points = std::move(extracted.points);
    summary.left_out = extracted.left_out;
    for (SummarySource& source : summary.sources) source.read = source.passages;
  }

  // Of a source without a point its most central sentence, at its place.
  void QuoteWhatIsMissing(const std::vector<SourceText>& sources, Summary& summary) const {
    for (std::size_t at = 0; at < sources.size(); ++at) {
      const auto place =
          std::find_if(summary.points.begin(), summary.points.end(),
                       [at](const SummaryPoint& point) { return point.source >= at; });
      if (place != summary.points.end() && place->source == at) continue;
      ExtractiveSummary extracted = Extract(analyzer_, {&sources[at], 1}, 1);
      for (SummaryPoint& point : extracted.points) {
        point.source = at;
        summary.points.insert(place, std::move(point));
        break;
      }
    }
  }

  const text::Analyzer& analyzer_;
  store::Store& store_;
  const access::Access& access_;
  const CurrentModel model_;
  const SummaryOptions options_;
};

}  // namespace

std::unique_ptr<Summarizer> MakeSummarizer(const text::Analyzer& analyzer, store::Store& store,
                                           const access::Access& access, CurrentModel model,
                                           const SummaryOptions& options) {
  return std::make_unique<WiredSummarizer>(analyzer, store, access, std::move(model), options);
}

}  // namespace wenyuan::answer
