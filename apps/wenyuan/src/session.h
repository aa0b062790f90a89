#pragma once

#include <memory>

#include "api_client.h"
#include "config.h"
#include "house.h"
#include "terminal.h"
#include "transport.h"

namespace wenyuan::app {

// What every command works with: the settings, the terminal, and the API of the running server or,
// when none runs, of a house opened in this process.
class Session {
 public:
  Session(Config config, Language language, bool json)
      : config_(std::move(config)), terminal_(language, json) {}

  [[nodiscard]] const Config& config() const { return config_; }
  Terminal& terminal() { return terminal_; }

  // Connects at the first call.
  Result<ApiClient*> Api();
  // The API of the running server; nullptr when none runs, and then no house is opened.
  ApiClient* Server();
  // Where the house is ours, its model begins to load only now: waits for it, for half a minute at
  // most, and says when questions are answered by words only, and why.
  void AwaitEmbedder();
  // Before Api(): a house of our own shall have a model that writes answers. `generator` is what
  // the settings may name; empty: what they do name.
  void WantGenerator(std::string generator);
  // Before Api(): a house of our own needs no model that reads passages with the question.
  void DoWithoutReranker() { reranker_ = false; }
  // Waits for it, showing that; only where the house is ours.
  void AwaitGenerator();
  // Waits until no job is left; only where the house is ours (no server runs).
  void FinishOwnWork();

  // Prints the error and gives the exit code.
  int Fail(const Error& error);

 private:
  const Config config_;
  Terminal terminal_;
  std::string generator_ = "off";  // of a house of our own: loading it takes seconds
  bool reranker_ = true;
  std::unique_ptr<House> house_;  // before transport_, which borrows its handler
  std::unique_ptr<Transport> transport_;
  std::unique_ptr<ApiClient> api_;
};

}  // namespace wenyuan::app
