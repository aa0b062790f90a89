// Gives what a model wrote (bench/answers/ask_model.py) to the check again, as the answerer does
// while it comes, and says what became of each sentence: one line of JSON for a reply.

#include <boost/json.hpp>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "generated/plain_text.h"
#include "generated/prompt.h"
#include "generated/proof.h"
#include "generated/statement_reader.h"
#include "generated/writing.h"
#include "wenyuan/http/endpoint.h"
#include "wenyuan/llm_openai/models.h"
#include "wenyuan/text/analyzer.h"
#include "wenyuan/text/sentences.h"

namespace wenyuan::answer {
namespace {

namespace json = boost::json;

std::string Text(const json::object& object, const char* member) {
  const json::value* value = object.if_contains(member);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

// The numbers that the model named for each sentence.
std::map<std::string, std::vector<std::size_t>> NamedBy(const std::string& raw, std::size_t most) {
  std::map<std::string, std::vector<std::size_t>> named;
  StatementReader reader(most);
  for (const Statement& statement : reader.Take(raw, true)) {
    const std::string text = PlainText(statement.text);
    for (const text::Range& range : text::SplitSentences(text)) {
      named.emplace(text.substr(range.begin, range.end - range.begin), statement.sources);
    }
  }
  return named;
}

// A question with what was read for it.
struct Case {
  explicit Case(const json::object& line)
      : question(Text(line, "question")),
        language(Text(line, "language") == "zh" ? Language::kChinese : Language::kEnglish) {
    for (const json::value& passage : line.at("passages").as_array()) {
      search::Hit hit;
      hit.document.title = Text(passage.as_object(), "title");
      hit.document.id =
          Text(passage.as_object(), "document") + "/" + std::to_string(hits.size() + 1);
      hit.chunk.text = Text(passage.as_object(), "text");
      const auto end = static_cast<std::uint32_t>(hit.chunk.text.size());
      context.parts.push_back({hit.document.title, {{hits.size(), 0, end}}, hit.chunk.text});
      hits.push_back(std::move(hit));
    }
    prompt = WritePrompt(question, language, context);
  }

  std::string question;
  Language language;
  std::vector<search::Hit> hits;
  Context context;
  Prompt prompt;
};

json::object PromptOf(const json::object& line) {
  const Case one(line);
  json::array messages;
  for (const llm::ChatTurn& turn : one.prompt.turns) {
    const bool system = turn.role == llm::ChatRole::kSystem;
    messages.push_back(
        json::object{{"role", system ? "system" : "user"}, {"content", turn.content}});
  }
  return {{"id", line.at("id")}, {"messages", std::move(messages)}};
}

// Both null: words alone.
struct Models {
  std::unique_ptr<llm::Embedder> embedder;
  std::unique_ptr<llm::Reranker> reranker;
};

json::object Replay(const text::Analyzer& analyzer, const Models& models,
                    const json::object& line) {
  const Case one(line);
  const Prover prover(analyzer, one.hits, models.embedder.get(), one.question,
                      {models.reranker.get(), std::chrono::minutes(1)});
  GenerationOptions options;
  options.proof = ProofPolicy::kFlag;
  const AnswerEvents events;
  Answer answer;
  Writing writing(prover, one.prompt, one.context, options, events, answer);
  const std::string raw = Text(line, "raw");
  if (writing.Take({"", raw})) writing.Finish();
  const auto named = NamedBy(raw, one.prompt.most_characters);
  json::array sentences;
  for (const Sentence& sentence : answer.sentences) {
    json::array numbers;
    const auto found = named.find(sentence.text);
    if (found != named.end()) {
      for (const std::size_t number : found->second) numbers.emplace_back(number);
    }
    json::array quotes;
    for (const Citation& citation : sentence.citations) {
      quotes.push_back(json::object{{"document", citation.document_id}, {"quote", citation.quote}});
    }
    sentences.push_back(json::object{{"text", sentence.text},
                                     {"named", std::move(numbers)},
                                     {"kept", !sentence.citations.empty()},
                                     {"why", sentence.doubt},
                                     {"quotes", std::move(quotes)}});
  }
  return {{"id", line.at("id")},
          {"half", line.at("half")},
          {"hidden", line.at("hidden")},
          {"question", one.question},
          {"raw", raw},
          {"refused", writing.refused()},
          {"sentences", std::move(sentences)}};
}

int Run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2) {
    std::cerr << "usage: wenyuan_answer_replay DICTIONARY REPLIES.jsonl [prompts | MODELS]\n"
                 "with prompts: what a model would be asked instead; MODELS: the address of a\n"
                 "wenyuan-model with an embedder and a reranker, which judge, too\n";
    return 2;
  }
  const auto analyzer = text::MakeAnalyzer({arguments[0], {}});
  if (!analyzer) {
    std::cerr << analyzer.error().message << "\n";
    return 1;
  }
  const bool prompts = arguments.size() > 2 && arguments[2] == "prompts";
  Models models;
  if (arguments.size() > 2 && !prompts) {
    llm_openai::EmbedderOptions options;
    const auto endpoint = http::ParseEndpoint(arguments[2]);
    if (!endpoint) {
      std::cerr << endpoint.error().message << "\n";
      return 2;
    }
    options.server.endpoint = *endpoint;
    options.server.attempt_time = std::chrono::minutes(1);
    models.embedder = llm_openai::MakeEmbedder(options);
    models.reranker = llm_openai::MakeReranker(options.server);
  }
  std::ifstream file(arguments[1]);
  for (std::string line; std::getline(file, line);) {
    const json::object object = json::parse(line).as_object();
    std::cout << json::serialize(prompts ? PromptOf(object) : Replay(**analyzer, models, object))
              << "\n";
  }
  return 0;
}

}  // namespace
}  // namespace wenyuan::answer

int main(int count, char** arguments) {
  return wenyuan::answer::Run({arguments + 1, arguments + count});
}
