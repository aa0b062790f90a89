#include "corpus.h"

#include <algorithm>
#include <charconv>
#include <fstream>

namespace wenyuan::bench {

std::vector<std::string_view> SplitAtBlanks(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (end > 0) words.push_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return words;
}

Result<Corpus> Corpus::Open(const std::string& folder) {
  Corpus corpus;
  corpus.folder_ = folder;
  corpus.first_chunks_.push_back(0);
  std::ifstream file(folder + "/documents.txt");
  for (std::string line; std::getline(file, line);) {
    const std::uint32_t document = corpus.documents();
    const auto words = SplitAtBlanks(line);
    std::uint32_t chunks = 0;
    std::from_chars(words[0].data(), words[0].data() + words[0].size(), chunks);
    corpus.first_chunks_.push_back(corpus.chunks() + chunks);
    for (std::size_t i = 1; i < words.size(); ++i) {
      corpus.filters_[std::string(words[i])].add(document);
    }
  }
  if (corpus.documents() == 0) {
    return Error{ErrorCode::kNotFound, "opening a corpus failed: no documents.txt in " + folder};
  }
  corpus.filters_["all"].addRange(0, corpus.documents());
  for (auto& [name, filter] : corpus.filters_) filter.runOptimize();
  return corpus;
}

std::uint32_t Corpus::DocumentOf(std::uint32_t chunk) const {
  const auto after = std::upper_bound(first_chunks_.begin(), first_chunks_.end(), chunk);
  return static_cast<std::uint32_t>(after - first_chunks_.begin() - 1);
}

const index::DocumentSet* Corpus::Filter(const std::string& name) const {
  const auto found = filters_.find(name);
  return found == filters_.end() ? nullptr : &found->second;
}

std::vector<std::string> Corpus::FilterNames() const {
  std::vector<std::string> names = {"none"};
  for (const auto& [name, filter] : filters_) names.push_back(name);
  return names;
}

Result<void> Corpus::Visit(
    const std::function<Result<void>(std::uint32_t document,
                                     std::span<const std::vector<std::string_view>> chunks)>& visit)
    const {
  std::ifstream file(folder_ + "/chunks.txt");
  std::vector<std::string> lines;
  std::vector<std::vector<std::string_view>> terms;
  for (std::uint32_t document = 0; document < documents(); ++document) {
    const std::size_t chunks = FirstChunk(document + 1) - FirstChunk(document);
    lines.resize(chunks);
    terms.resize(chunks);
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
      if (!std::getline(file, lines[chunk])) {
        return Error{ErrorCode::kCorruption, "chunks.txt is shorter than documents.txt says"};
      }
      terms[chunk] = SplitAtBlanks(lines[chunk]);
    }
    WY_CHECK(visit(document, terms));
  }
  return {};
}

Result<std::vector<std::vector<std::string>>> Corpus::Questions(const std::string& kind) const {
  std::ifstream file(folder_ + "/" + kind + ".txt");
  std::vector<std::vector<std::string>> questions;
  for (std::string line; std::getline(file, line);) {
    const auto terms = SplitAtBlanks(line);
    questions.emplace_back(terms.begin(), terms.end());
  }
  if (questions.empty()) return Error{ErrorCode::kNotFound, "no questions " + kind};
  return questions;
}

}  // namespace wenyuan::bench
