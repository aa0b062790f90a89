// Our vector index against hnswlib 0.8 on the same vectors, in one process and one thread; see
// README.md beside this file. Prints recall@10 and CPU time per question, and ratios at equal
// recall.
//
// usage: compare DATA CHUNKS [ours|filters|graph=FILE]...   (without words: both engines, no
// filters). The graph, which takes long to build, is kept in FILE and loaded from it the next time.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "hnswlib/hnswlib.h"
#include "wenyuan/index/testing/fake_keys.h"
#include "wenyuan/vectors/vector_index.h"

namespace {

using wenyuan::index::DocumentSet;
namespace vectors = wenyuan::vectors;

constexpr std::size_t kDimension = 384;
constexpr std::size_t kRowBytes = kDimension + 8;  // docs/formats/vectors.md
constexpr std::size_t kBest = 10;
constexpr std::uint32_t kChunksOfADocument = 2;

double Cpu() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <typename T>
std::vector<T> Load(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  std::vector<T> values(bytes.size() / sizeof(T));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
  if (values.empty()) {
    std::fprintf(stderr, "%s is missing\n", path.c_str());
    std::exit(1);
  }
  return values;
}

float Dot(const float* a, const float* b) {
  float lanes[16] = {};
  for (std::size_t i = 0; i < kDimension; i += 16) {
    for (std::size_t lane = 0; lane < 16; ++lane) lanes[lane] += a[i + lane] * b[i + lane];
  }
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

// Chunks: 2-3 sentences of one article, and .6 and .4 of two others; the same for every run.
class Chunks {
 public:
  explicit Chunks(const std::filesystem::path& data)
      : sentences_(Load<float>(data / "sentences.f32")),
        articles_(Load<std::uint32_t>(data / "articles.u32")) {}
  void Next(float* chunk) {
    std::fill_n(chunk, kDimension, 0.0F);
    const std::size_t all = articles_.size();
    const std::size_t first = random_() % all;
    const std::size_t count = 2 + random_() % 2;
    for (std::size_t i = 0, at = first; i < count; ++i) {
      Add(chunk, at, 1);
      const std::size_t next = (at + 1 + random_() % 3) % all;
      if (articles_[next] == articles_[first]) at = next;
    }
    Add(chunk, random_() % all, 0.6F);
    Add(chunk, random_() % all, 0.4F);
    const float length = std::sqrt(Dot(chunk, chunk));
    for (std::size_t i = 0; i < kDimension; ++i) chunk[i] /= length;
  }

 private:
  void Add(float* chunk, std::size_t sentence, float weight) const {
    const float* const vector = sentences_.data() + sentence * kDimension;
    for (std::size_t i = 0; i < kDimension; ++i) chunk[i] += weight * vector[i];
  }
  std::vector<float> sentences_;
  std::vector<std::uint32_t> articles_;
  std::mt19937 random_{1};
};

struct Filter {
  double share = 1;
  DocumentSet documents;
};

// The exact answers, kept up while chunks come.
class Truth {
 public:
  Truth(std::vector<float> questions, std::size_t filters)
      : questions_(std::move(questions)), best_(count() * filters) {}
  [[nodiscard]] std::size_t count() const { return questions_.size() / kDimension; }
  [[nodiscard]] const float* question(std::size_t i) const {
    return questions_.data() + i * kDimension;
  }
  void Offer(const float* chunk, std::uint32_t number, const std::vector<Filter>& filters) {
    for (std::size_t q = 0; q < count(); ++q) {
      const float similarity = Dot(question(q), chunk);
      for (std::size_t f = 0; f < filters.size(); ++f) {
        auto& heap = best_[f * count() + q];
        if (heap.size() == kBest && similarity <= -heap.front().first) continue;
        if (f > 0 && !filters[f].documents.contains(number / kChunksOfADocument)) continue;
        if (heap.size() == kBest) {
          std::pop_heap(heap.begin(), heap.end());
          heap.pop_back();
        }
        heap.emplace_back(-similarity, number);
        std::push_heap(heap.begin(), heap.end());
      }
    }
  }
  [[nodiscard]] double Recall(std::size_t filter, std::size_t q,
                              const std::vector<std::uint32_t>& found) const {
    const auto& truth = best_[filter * count() + q];
    std::size_t hits = 0;
    for (const auto& [similarity, number] : truth) {
      hits += static_cast<std::size_t>(std::count(found.begin(), found.end(), number));
    }
    return truth.empty() ? 1 : static_cast<double>(hits) / static_cast<double>(truth.size());
  }

 private:
  std::vector<float> questions_;
  std::vector<std::vector<std::pair<float, std::uint32_t>>> best_;
};

struct Point {
  double recall = 0;
  double mean_us = 0;
  double p99_us = 0;
};

// The least of several passes of each question.
template <typename Ask>
Point Measure(const Truth& truth, std::size_t filter, int passes, const Ask& ask) {
  std::vector<double> least(truth.count(), 1e9);
  Point point;
  for (int pass = 0; pass < passes; ++pass) {
    for (std::size_t q = 0; q < truth.count(); ++q) {
      const double begin = Cpu();
      const std::vector<std::uint32_t> found = ask(truth.question(q));
      least[q] = std::min(least[q], (Cpu() - begin) * 1e6);
      if (pass == 0)
        point.recall += truth.Recall(filter, q, found) / static_cast<double>(truth.count());
    }
  }
  for (const double us : least) point.mean_us += us / static_cast<double>(least.size());
  std::sort(least.begin(), least.end());
  point.p99_us = least[least.size() * 99 / 100];
  return point;
}

// Time at a recall, between the points of a curve; 0 when it does not get there.
double TimeAt(const std::vector<Point>& curve, double recall) {
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (curve[i].recall < recall) continue;
    if (i == 0) return curve[0].mean_us;
    const double part = (recall - curve[i - 1].recall) / (curve[i].recall - curve[i - 1].recall);
    return curve[i - 1].mean_us + part * (curve[i].mean_us - curve[i - 1].mean_us);
  }
  return 0;
}

void Check(bool good, const std::string& what) {
  if (good) return;
  std::fprintf(stderr, "%s\n", what.c_str());
  std::exit(1);
}

struct OnlyThese : hnswlib::BaseFilterFunctor {
  explicit OnlyThese(const DocumentSet& set) : documents(set) {}
  bool operator()(hnswlib::labeltype label) override {
    return documents.contains(static_cast<std::uint32_t>(label / kChunksOfADocument));
  }
  const DocumentSet& documents;
};

}  // namespace

int main(int argc, char** argv) {
  Check(argc >= 3, "usage: compare DATA CHUNKS [ours|filters]...");
  const std::filesystem::path data = argv[1];
  const auto chunks = static_cast<std::uint32_t>(std::atol(argv[2]));
  std::set<std::string> words(argv + 3, argv + argc);
  const bool ours_only = words.contains("ours");
  std::filesystem::path kept;
  for (const std::string& word : words) {
    if (word.starts_with("graph=")) kept = word.substr(6);
  }
  const bool load = !kept.empty() && std::filesystem::exists(kept);

  std::vector<Filter> filters(1);
  if (words.contains("filters")) {
    std::mt19937 random(2);
    for (const double share : {.001, .01, .1, .5}) {
      filters.push_back({share, {}});
      for (std::uint32_t document = 0; document <= chunks / kChunksOfADocument; ++document) {
        if (random() < share * 4294967296.0) filters.back().documents.add(document);
      }
    }
  }

  const std::filesystem::path folder = std::filesystem::temp_directory_path() / "vectors-compare";
  std::filesystem::remove_all(folder);
  const wenyuan::index::testing::FakeKeys keys;
  const auto cache = std::make_shared<wenyuan::crypto::BlockCache>(std::size_t{1} << 30U);
  auto opened = vectors::OpenVectorIndex(wenyuan::PosixFileSystem(), keys, folder, cache);
  Check(opened.has_value(), "the index does not open");
  auto index = *std::move(opened);
  Check(index->Begin({"bench", kDimension, vectors::Metric::kCosine}).has_value(), "begin");

  hnswlib::InnerProductSpace space(kDimension);
  std::unique_ptr<hnswlib::HierarchicalNSW<float>> graph;
  double graph_build = 0;
  if (!ours_only && load) {
    graph = std::make_unique<hnswlib::HierarchicalNSW<float>>(&space, kept.string());
    std::ifstream(kept.string() + ".seconds") >> graph_build;
  } else if (!ours_only) {
    graph = std::make_unique<hnswlib::HierarchicalNSW<float>>(&space, chunks, 16, 128);
  }

  Chunks source(data);
  Truth truth(Load<float>(data / "questions.f32"), filters.size());
  double ours_build = 0;
  std::vector<vectors::EmbeddedRevision> batch;
  for (std::uint32_t number = 0; number < chunks; number += kChunksOfADocument) {
    vectors::EmbeddedRevision revision;
    revision.document = number / kChunksOfADocument;
    revision.revision = 1;
    for (std::uint32_t chunk = 0; chunk < kChunksOfADocument; ++chunk) {
      revision.chunks.push_back(chunk);
      revision.vectors.resize(revision.vectors.size() + kDimension);
      float* const vector = revision.vectors.data() + chunk * kDimension;
      source.Next(vector);
      truth.Offer(vector, number + chunk, filters);
      if (graph == nullptr || load) continue;
      const double begin = Cpu();
      graph->addPoint(vector, number + chunk);
      graph_build += Cpu() - begin;
    }
    batch.push_back(std::move(revision));
    if (batch.size() < 2000 && number + kChunksOfADocument < chunks) continue;
    const double begin = Cpu();
    const auto added = index->Add("bench", batch);
    Check(added.has_value(), added ? "" : added.error().message);
    const auto merged = index->Merge();
    Check(merged.has_value(), merged ? "" : merged.error().message);
    ours_build += Cpu() - begin;
    batch.clear();
  }
  if (graph != nullptr && !kept.empty() && !load) {
    graph->saveIndex(kept.string());
    std::ofstream(kept.string() + ".seconds") << graph_build;
  }
  const auto size = index->size();
  std::printf("%u chunks of %zu numbers, %zu questions\n", chunks, kDimension, truth.count());
  std::printf(
      "lists: build %.1f CPU s, %u lists, %u segments, %.1f bytes a vector in memory, %.1f on "
      "disk\n",
      ours_build, size.lists, size.segments, static_cast<double>(size.resident_bytes) / chunks,
      static_cast<double>(size.bytes) / chunks);
  double graph_bytes = 0;
  if (graph != nullptr) {
    graph_bytes = static_cast<double>(graph->indexFileSize());
    std::printf("hnswlib: build %.1f CPU s, %.1f bytes a vector\n", graph_build,
                graph_bytes / chunks);
    std::printf(
        "ratio: build %.3f, memory with every row cached %.3f, memory without rows %.3f\n",
        ours_build / graph_build,
        (static_cast<double>(size.resident_bytes) + static_cast<double>(chunks * kRowBytes)) /
            graph_bytes,
        static_cast<double>(size.resident_bytes) / graph_bytes);
  }

  const auto ask_ours = [&](const DocumentSet* only, const vectors::ProbeOptions& options) {
    return [&index, only, options](const float* question) {
      std::vector<std::uint32_t> found;
      const std::vector<vectors::Shard> shards = {{index.get(), {nullptr, only, nullptr}}};
      const auto nears = vectors::Search(shards, "bench", {question, kDimension}, kBest, options);
      Check(nears.has_value(), "search");
      for (const auto& near : *nears)
        found.push_back(near.document * kChunksOfADocument + near.chunk);
      return found;
    };
  };
  const auto ask_graph = [&](hnswlib::BaseFilterFunctor* filter) {
    return [&graph, filter](const float* question) {
      std::vector<std::uint32_t> found;
      auto nears = graph->searchKnn(question, kBest, filter);
      for (; !nears.empty(); nears.pop())
        found.push_back(static_cast<std::uint32_t>(nears.top().second));
      return found;
    };
  };

  std::vector<Point> ours_curve;
  for (const float certainty : {1.5F, 2.0F}) {
    for (const float reach : {0.2F, 0.3F, 0.4F, 0.5F, 0.6F, 0.8F}) {
      const vectors::ProbeOptions options{
          .probes = reach < 0.25F ? 32U : 64U, .reach = reach, .certainty = certainty};
      const Point point = Measure(truth, 0, 4, ask_ours(nullptr, options));
      std::printf("lists, reach %.1f, certainty %.1f: recall %.4f, mean %.0f µs, p99 %.0f µs\n",
                  static_cast<double>(reach), static_cast<double>(certainty), point.recall,
                  point.mean_us, point.p99_us);
      ours_curve.push_back(point);
    }
  }
  // The best setting for each recall.
  std::sort(ours_curve.begin(), ours_curve.end(),
            [](const Point& a, const Point& b) { return a.mean_us < b.mean_us; });
  std::vector<Point> front;
  for (const Point& point : ours_curve) {
    if (front.empty() || point.recall > front.back().recall) front.push_back(point);
  }
  const Point defaults = Measure(truth, 0, 4, ask_ours(nullptr, {}));
  std::printf("lists, defaults: recall %.4f, mean %.0f µs, p99 %.0f µs\n", defaults.recall,
              defaults.mean_us, defaults.p99_us);
  if (graph != nullptr) {
    std::vector<Point> graph_curve;
    for (const std::size_t ef : {32U, 64U, 128U, 256U, 512U}) {
      graph->setEf(ef);
      graph_curve.push_back(Measure(truth, 0, 4, ask_graph(nullptr)));
      const Point& point = graph_curve.back();
      std::printf("hnswlib, ef %3zu: recall %.4f, mean %.0f µs, p99 %.0f µs\n", ef, point.recall,
                  point.mean_us, point.p99_us);
    }
    for (const double recall : {.90, .93, .95, .96, .97, .98, .985, .99}) {
      const double mine = TimeAt(front, recall);
      const double theirs = TimeAt(graph_curve, recall);
      if (mine > 0 && theirs > 0) {
        std::printf("ratio at recall %.3f: %.0f / %.0f µs = %.2f\n", recall, mine, theirs,
                    mine / theirs);
      }
    }
  }
  for (std::size_t f = 1; f < filters.size(); ++f) {
    const Point point = Measure(truth, f, 3, ask_ours(&filters[f].documents, {}));
    std::printf(
        "lists, %.1f %% permitted: recall %.4f, mean %.0f µs, p99 %.0f µs, %.2f of no filter\n",
        filters[f].share * 100, point.recall, point.mean_us, point.p99_us,
        point.mean_us / defaults.mean_us);
    if (graph == nullptr) continue;
    OnlyThese only(filters[f].documents);
    graph->setEf(64);
    const Point theirs = Measure(truth, f, 1, ask_graph(&only));
    std::printf("hnswlib, ef 64, %.1f %% permitted: recall %.4f, mean %.0f µs\n",
                filters[f].share * 100, theirs.recall, theirs.mean_us);
  }
  index.reset();
  std::filesystem::remove_all(folder);
}
