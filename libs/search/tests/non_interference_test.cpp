#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <random>

#include "fakes.h"
#include "wenyuan/base/testing/faulty_file_system.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/llm/testing/hash_embedder.h"
#include "wenyuan/search/searcher.h"
#include "wenyuan/search/suggester.h"

namespace wenyuan::search {
namespace {

constexpr auto kDictionary = "third_party/npm/node_modules/nodejieba/submodules/cppjieba/dict";
constexpr store::UserNumber kAsker = 1;
constexpr std::uint32_t kDocuments = 24;
constexpr int kQuestions = 500;  // of each seed

const text::Analyzer& Analyzer() {
  static const auto analyzer = *text::MakeAnalyzer({kDictionary, "/no/such/file"});
  return *analyzer;
}

const llm::HashEmbedder& Embedder() {
  static const llm::HashEmbedder embedder(32, "hash");
  return embedder;
}

// Draws what a session may hold.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  std::uint32_t Below(std::uint32_t end) {
    return std::uniform_int_distribution<std::uint32_t>(0, end - 1)(random_);
  }
  bool OneIn(std::uint32_t chances) { return Below(chances) == 0; }
  std::string Word() {
    static const std::array<std::string, 24> kWords = {
        "年假",     "员工",   "合同",   "报销",   "差旅",    "审批", "服务器",   "端口",
        "制度",     "申请",   "规定",   "有效期", "leave",   "days", "contract", "server",
        "PPR-9087", "PPR-90", "v1.2.3", "travel", "expense", "of",   "the",      "approval"};
    // Frequent words and rare ones.
    return kWords[std::min(Below(24), Below(24))];
  }
  std::string Text(std::uint32_t words) {
    std::string text;
    for (; words > 0; --words) text += Word() + (OneIn(6) ? "。" : " ");
    return text;
  }
  std::string Question() {
    switch (Below(12)) {
      case 0:
        return "\"" + Text(2) + "\"";
      case 1:
        return "+" + Word() + " " + Text(2);
      case 2:
        return Text(2) + " -" + Word();
      case 3:
        return "PPR-9* " + Word();
      case 4:
        return "title:" + Word() + " " + Word();
      case 5:
        return Text(1) + " type:pdf";
      case 6:
        return Text(2) + " after:1970-01-01";
      case 7:
        return "library:人事 " + Word();
      case 8:
        return "library:不可读 " + Word();  // that nobody hears of
      case 9:
        return "什么是" + Word() + "？";
      default:
        return Text(1 + Below(5));
    }
  }

 private:
  std::mt19937 random_;
};

// A house as its asker's searches see it.
class World {
 public:
  World() {
    for (const store::LibraryNumber library : {1U, 2U, 3U}) {
      const std::string number = std::to_string(library);
      const auto cache = std::make_shared<crypto::BlockCache>(std::size_t{8} << 20U);
      keywords_[library] = *index::OpenLibraryIndex(files_, keys_, "/k" + number, cache);
      vectors_[library] = *vectors::OpenVectorIndex(files_, keys_, "/v" + number, cache);
      EXPECT_TRUE(vectors_[library]->Begin({"hash", 32, vectors::Metric::kCosine}));
    }
    searcher_ = MakeSearcher(Parts());
  }

  // `readable`: restricted documents of library 1 that name the asker.
  void SetRights(const index::DocumentSet& readable) {
    const auto named = std::make_shared<index::DocumentSet>(readable);
    access_.rights[kAsker] = {Rights(1, "人事", named),
                              Rights(3, "IT", std::make_shared<index::DocumentSet>())};
  }

  void Put(store::LibraryNumber library, std::uint32_t number, std::uint32_t revision,
           bool restricted, const std::vector<std::string>& texts) {
    store::Document document;
    document.number = number;
    document.id = "d_" + std::to_string(number);
    document.library = library;
    document.title = texts.front().substr(0, texts.front().find(' '));
    document.format = number % 2 == 0 ? "pdf" : "docx";
    document.current = revision;
    document.current_ordinal = 1;
    document.restricted = restricted;
    document.changed = number * 1'000;
    store_.fake_documents.documents[number] = document;
    auto& chunks = store_.fake_documents.chunks[revision];
    index::IndexedRevision indexed{number, revision, restricted, {}};
    vectors::EmbeddedRevision embedded{number, revision, restricted, {}, {}};
    for (const std::string& text : texts) {
      store::Chunk chunk;
      chunk.number = static_cast<std::uint32_t>(chunks.size());
      chunk.text = text;
      index::ChunkTokens tokens;
      tokens.number = chunk.number;
      tokens.fields = {Analyzer().Tokens(document.title), {}, Analyzer().Tokens(text)};
      indexed.chunks.push_back(std::move(tokens));
      embedded.chunks.push_back(chunk.number);
      chunks.push_back(std::move(chunk));
    }
    const auto made = Embedder().Embed(llm::TextKind::kPassage, texts, Deadline::Never());
    embedded.vectors = made->values;
    for (const std::string& text : texts) {
      embedded.groups.push_back(static_cast<std::uint8_t>(text.front()) < 128 ? 0 : 1);
    }
    ASSERT_TRUE(keywords_[library]->Add(std::vector{indexed}));
    ASSERT_TRUE(vectors_[library]->Add("hash", std::vector{embedded}));
  }
  void Remove(store::LibraryNumber library, std::uint32_t number) {
    store_.fake_documents.documents.erase(number);
    ASSERT_TRUE(keywords_[library]->Remove(std::vector{number}));
    ASSERT_TRUE(vectors_[library]->Remove(std::vector{number}));
  }
  void Merge(store::LibraryNumber library) {
    ASSERT_TRUE(keywords_[library]->Merge());
    ASSERT_TRUE(vectors_[library]->Merge());
  }

  // Everything that the asker gets to see, byte for byte.
  std::string Answer(const SearchRequest& request) {
    const auto result = searcher_->Search(request, {kAsker, false, false, Language::kEnglish});
    if (!result) return "error " + result.error().message + result.error().message_zh;
    std::string seen = "total " + std::to_string(result->total) +
                       (result->relaxed ? " relaxed" : "") + " meaning " +
                       std::to_string(static_cast<int>(result->meaning.state)) +
                       Exact(result->meaning.embedded) + result->meaning.reason;
    for (const QueryHint& hint : result->hints) seen += "\nhint " + hint.code;
    for (const Hit& hit : result->hits) {
      seen += "\n" + hit.document.id + "/" + std::to_string(hit.revision) + "/" +
              std::to_string(hit.chunk.number) + Exact(hit.score) + Exact(hit.keyword_score) +
              Exact(hit.coverage) + (hit.similarity ? Exact(*hit.similarity) : " none");
      for (const Highlight& mark : hit.highlights) {
        seen += " " + std::to_string(mark.begin) + "-" + std::to_string(mark.end);
      }
      for (const Alike& alike : hit.alike) seen += " ~" + alike.document_id;
    }
    return seen;
  }
  std::string Suggestions(const std::string& typed) {
    SuggesterOptions options;
    options.patience = std::chrono::seconds{20};  // the same words in both houses
    const auto suggester = MakeSuggester(Analyzer(), access_, IndexOf(), options);
    const access::Asker asker{kAsker, false, false, Language::kEnglish};
    std::string seen;
    if (const auto completions = suggester->Complete(typed, {}, 10, asker)) {
      for (const Completion& one : completions->completions) seen += one.text + "|";
      seen += completions->ready ? "" : "not ready";
    }
    if (const auto correction = suggester->Correct(typed, {}, asker)) seen += correction->text;
    return seen;
  }

 private:
  static std::string Exact(double value) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), " %a", value);
    return text.data();
  }
  static access::LibraryRights Rights(store::LibraryNumber number, const std::string& name,
                                      std::shared_ptr<const index::DocumentSet> restricted) {
    access::LibraryRights rights;
    rights.library.number = number;
    rights.library.id = "l_" + std::to_string(number);
    rights.library.name = name;
    rights.role = store::Role::kReader;
    rights.restricted = std::move(restricted);
    return rights;
  }
  search::IndexOf IndexOf() {
    return [this](store::LibraryNumber library) { return keywords_.at(library).get(); };
  }
  SearchParts Parts() {
    SearchParts parts{Analyzer(), store_, access_, IndexOf()};
    parts.vectors_of = [this](store::LibraryNumber library) {
      return LibraryVectors{vectors_.at(library).get(), 1.0};
    };
    parts.embedders = {&Embedder()};
    return parts;
  }

  wenyuan::testing::FaultyFileSystem files_;
  index::testing::FakeKeys keys_;
  FakeStore store_;
  FakeAccess access_;
  std::map<store::LibraryNumber, std::unique_ptr<index::LibraryIndex>> keywords_;
  std::map<store::LibraryNumber, std::unique_ptr<vectors::VectorIndex>> vectors_;
  std::unique_ptr<Searcher> searcher_;
};

// The same session in a house with documents that its asker may not read, and in one without.
class NonInterference : public ::testing::TestWithParam<unsigned> {};

TEST_P(NonInterference, WhatIsHiddenChangesNoByteOfAnyAnswer) {
  SCOPED_TRACE("seed=" + std::to_string(GetParam()));
  Draw draw(GetParam());
  World with;
  World without;
  index::DocumentSet restricted;  // of library 1 …
  index::DocumentSet readable;    // … those that name the asker
  for (std::uint32_t document = 0; document < kDocuments; ++document) {
    if (!draw.OneIn(2)) continue;
    restricted.add(document);
    if (draw.OneIn(2)) readable.add(document);
  }
  with.SetRights(readable);
  without.SetRights(readable);
  std::uint32_t revisions = 0;
  int hits = 0;
  for (int question = 0; question < kQuestions; ++question) {
    if (question % 10 == 0) {
      const std::uint32_t number = draw.Below(kDocuments);
      // A document keeps its library: a third of them each.
      const store::LibraryNumber library = number % 4 == 0 ? 2 : number % 4 == 1 ? 3 : 1;
      const bool is_restricted = library == 1 && restricted.contains(number);
      const bool hidden = library == 2 || (is_restricted && !readable.contains(number));
      std::vector<std::string> texts;
      for (std::uint32_t chunks = 1 + draw.Below(4); chunks > 0; --chunks) {
        texts.push_back(draw.Text(3 + draw.Below(25)));
      }
      ++revisions;
      with.Put(library, number, revisions, is_restricted, texts);
      if (!hidden) without.Put(library, number, revisions, is_restricted, texts);
      if (draw.OneIn(5)) {
        with.Remove(library, number);
        if (!hidden) without.Remove(library, number);
      }
      // When segments are joined depends on what is hidden too.
      if (draw.OneIn(3)) with.Merge(library);
      if (draw.OneIn(3)) without.Merge(library);
    }
    SearchRequest request;
    request.query = draw.Question();
    request.k = 1 + draw.Below(12);
    request.mode = static_cast<Mode>(draw.Below(3));
    if (draw.OneIn(4)) request.libraries = {draw.OneIn(3) ? "l_2" : draw.OneIn(2) ? "l_3" : "l_1"};
    if (draw.OneIn(8)) request.format = "pdf";
    if (draw.OneIn(8)) request.changed_from = draw.Below(kDocuments) * 1'000;
    const std::string seen = with.Answer(request);
    ASSERT_EQ(seen, without.Answer(request)) << "question " << question << ": " << request.query;
    hits += seen.find("\nd_") != std::string::npos ? 1 : 0;
    if (question % 250 == 249) {
      for (const char* typed : {"年", "nj", "lea", "PPR", "contarct", "端"}) {
        ASSERT_EQ(with.Suggestions(typed), without.Suggestions(typed)) << typed;
      }
    }
  }
  EXPECT_GT(hits, kQuestions / 3);  // sessions that find nothing would prove nothing
}

INSTANTIATE_TEST_SUITE_P(Seeds, NonInterference, ::testing::Range(1U, 21U));

}  // namespace
}  // namespace wenyuan::search
