#pragma once

#include <boost/json/value.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "../session.h"

namespace wenyuan::app {

// From the terminal without echo, or the next line of standard input.
std::string AskPassword(Terminal& terminal, std::string_view question);

// Whether somebody sits at the terminal who could be asked.
bool CanAsk();

// Passwords for documents that need one: those of a file, a line each, then what a person types.
class Passwords {
 public:
  // Without a file: only a person.
  static Result<Passwords> Read(const std::filesystem::path& file);

  // Tries them until the document is read or there is none left; what the server says of it at the
  // end. Requires that it needs a password.
  Result<boost::json::value> Unlock(Session& session, ApiClient& api, const std::string& document,
                                    const std::string& name);

 private:
  // Sends one and waits for what comes of it.
  static Result<boost::json::value> Try(ApiClient& api, const std::string& document,
                                        const std::string& password);

  std::vector<std::string> listed_;
};

}  // namespace wenyuan::app
