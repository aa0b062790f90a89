#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "call.h"

namespace wenyuan::api {

enum class For { kAnyone, kSignedIn };

// One method on one path. Who may do what beyond being signed in is for `access`, which every route
// that names a library, a document or the house asks.
struct Route {
  std::string_view method;
  std::string_view path;  // "/api/v1/documents/{id}"
  For who = For::kSignedIn;
  Result<Reply> (*serve)(Call& call) = nullptr;
  std::vector<std::string_view> query = {};  // the parameters it knows
};

std::vector<Route> HouseRoutes();
std::vector<Route> AccountRoutes();
std::vector<Route> UserRoutes();
std::vector<Route> LibraryRoutes();
std::vector<Route> DocumentRoutes();
std::vector<Route> ReaderRoutes();
std::vector<Route> RevisionRoutes();
std::vector<Route> WorkRoutes();
std::vector<Route> QuestionRoutes();
std::vector<Route> SuggestionRoutes();
std::vector<Route> WordRoutes();
std::vector<Route> ThumbRoutes();
std::vector<Route> FeedbackRoutes();
std::vector<Route> FaqRoutes();
std::vector<Route> QuestionSetRoutes();
std::vector<Route> QualityRunRoutes();
std::vector<Route> WeightRoutes();
std::vector<Route> ModelRoutes();
std::vector<Route> SummaryRoutes();
std::vector<Route> ClassificationRoutes();
std::vector<Route> OpenAiRoutes();
std::vector<Route> McpRoutes();

const std::vector<Route>& AllRoutes();

// The route of a request; path parameters go into `call`. kNotFound when there is none. When only
// the method is wrong, `allowed` says which would do.
struct Match {
  const Route* route = nullptr;
  std::string allowed;  // "GET, POST"
};
Match FindRoute(std::string_view method, std::string_view path, Call& call);

}  // namespace wenyuan::api
