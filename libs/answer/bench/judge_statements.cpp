// Checks the statements of bench/answers/corrupt.py against their passages, and counts what came of
// them by kind. `wenyuan_answer_proof` without arguments says how.

#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "generated/proof.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/models.h"
#include "wenyuan/text/analyzer.h"

namespace wenyuan::answer {
namespace {

namespace json = boost::json;

constexpr std::string_view kUsage =
    "usage: wenyuan_answer_proof DICTIONARY STATEMENTS.jsonl HALF [show] [MODELS]\n"
    "HALF is \"development\" or \"reported\"; with show, each wrong statement let through and "
    "each\n"
    "true one dropped is printed. MODELS is the address of a wenyuan-model whose embedder and\n"
    "reranker judge, too.\n";

struct Count {
  std::size_t all = 0;
  std::size_t proven = 0;
};

std::string Text(const json::object& object, std::string_view member) {
  const json::value* value = object.if_contains(json::string_view(member.data(), member.size()));
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::vector<search::Hit> PassagesOf(const json::object& line) {
  std::vector<search::Hit> hits;
  for (const json::value& passage : line.at("passages").as_array()) {
    search::Hit hit;
    hit.document.title = Text(passage.as_object(), "title");
    hit.document.id = Text(passage.as_object(), "document");
    if (hit.document.id.empty()) hit.document.id = std::to_string(hits.size());
    hit.chunk.text = Text(passage.as_object(), "text");
    hits.push_back(std::move(hit));
  }
  return hits;
}

void Print(const std::map<std::string, Count>& counts) {
  const std::set<std::string> wrong = {"number", "date", "name", "unit", "negation"};
  const std::set<std::string> right = {"verbatim", "rewritten", "answer", "model"};
  Count harder;
  Count through;
  Count facts;
  for (const auto& [kind, count] : counts) {
    const std::string name = kind.substr(0, kind.find(' '));
    std::printf("%-24s %4zu proven of %4zu  %.3f\n", kind.c_str(), count.proven, count.all,
                static_cast<double>(count.proven) / static_cast<double>(count.all));
    if (kind == name && !wrong.contains(name) && !right.contains(name)) {
      harder.all += count.all;
      harder.proven += count.proven;
    }
    if (!wrong.contains(kind)) continue;
    through.all += count.all;
    through.proven += count.proven;
    if (name == "unit" || name == "negation") continue;
    facts.all += count.all;
    facts.proven += count.proven;
  }
  std::printf("wrong number, date, name: %zu of %zu let through\n", facts.proven, facts.all);
  std::printf("all that is wrong:        %zu of %zu let through\n", through.proven, through.all);
  std::printf("wrong in a harder way:    %zu of %zu let through\n", harder.proven, harder.all);
}

int Run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3) {
    std::cerr << kUsage;
    return 2;
  }
  bool show = false;
  std::unique_ptr<llm::Embedder> embedder;
  std::unique_ptr<llm::Reranker> reranker;
  for (std::size_t at = 3; at < arguments.size(); ++at) {
    show = show || arguments[at] == "show";
    if (arguments[at] == "show") continue;
    llm_openai::EmbedderOptions options;
    const auto endpoint = http::ParseEndpoint(arguments[at]);
    if (!endpoint) {
      std::cerr << endpoint.error().message << "\n";
      return 2;
    }
    options.server.endpoint = *endpoint;
    options.server.attempt_time = std::chrono::minutes(1);
    embedder = llm_openai::MakeEmbedder(options);
    reranker = llm_openai::MakeReranker(options.server);
  }
  const auto analyzer = text::MakeAnalyzer({arguments[0], {}});
  if (!analyzer) {
    std::cerr << analyzer.error().message << "\n";
    return 1;
  }
  std::map<std::string, Count> counts;
  std::ifstream file(arguments[1]);
  std::size_t statements = 0;
  const std::clock_t began = std::clock();
  for (std::string text; std::getline(file, text);) {
    const json::object line = json::parse(text).as_object();
    if (Text(line, "half") != arguments[2]) continue;
    const std::vector<search::Hit> hits = PassagesOf(line);
    const std::size_t named[] = {0};
    const std::string statement = Text(line, "statement");
    const Proof proof = Prover(**analyzer, hits, embedder.get(), Text(line, "question"),
                               {reranker.get(), std::chrono::minutes(1)})
                            .Prove(statement, named);
    const std::string kind = Text(line, "kind");
    const bool proven = !proof.citations.empty();
    for (const std::string& key :
         {kind, kind + " " + Text(line, "language") + " " + Text(line, "set")}) {
      ++counts[key].all;
      counts[key].proven += proven ? 1 : 0;
    }
    ++statements;
    const bool is_true = kind == "verbatim" || kind == "rewritten" || kind == "answer";
    // Of a model's own statements nobody knows yet: all are shown.
    if (!show || (proven == is_true && kind != "model")) continue;
    std::cout << "--- " << kind << " " << (proven ? "LET THROUGH " : "DROPPED ")
              << Text(line, "was") << " > " << Text(line, "now") << "\n"
              << statement << "\n"
              << (proven ? proof.citations[0].title + ": " + proof.citations[0].quote : proof.why)
              << "\n";
  }
  const double seconds =
      static_cast<double>(std::clock() - began) / static_cast<double>(CLOCKS_PER_SEC);
  Print(counts);
  std::printf("%.2f ms of processor time for a statement and its passages\n",
              1e3 * seconds / static_cast<double>(std::max<std::size_t>(statements, 1)));
  return 0;
}

}  // namespace
}  // namespace wenyuan::answer

int main(int count, char** arguments) {
  return wenyuan::answer::Run({arguments + 1, arguments + count});
}
