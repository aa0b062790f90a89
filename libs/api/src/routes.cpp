#include "routes.h"

#include <iterator>

namespace wenyuan::api {
namespace {

std::string_view NextSegment(std::string_view& path) {
  path.remove_prefix(1);  // the slash
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool Matches(std::string_view pattern, std::string_view path, Call& call) {
  call.path.clear();
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = NextSegment(pattern);
    const std::string_view found = NextSegment(path);
    if (wanted.starts_with('{') && !found.empty()) {
      call.path.emplace(wanted.substr(1, wanted.size() - 2), found);
    } else if (wanted != found) {
      return false;
    }
  }
  return pattern.empty() && path.empty();
}

}  // namespace

const std::vector<Route>& AllRoutes() {
  static const std::vector<Route> routes = [] {
    std::vector<Route> all;
    for (auto* group :
         {HouseRoutes,      AccountRoutes,  UserRoutes,     LibraryRoutes,  DocumentRoutes,
          ReaderRoutes,     RevisionRoutes, WorkRoutes,     QuestionRoutes, SuggestionRoutes,
          WordRoutes,       ThumbRoutes,    FeedbackRoutes, FaqRoutes,      QuestionSetRoutes,
          QualityRunRoutes, WeightRoutes,   ModelRoutes,    SummaryRoutes,  ClassificationRoutes,
          OpenAiRoutes,     McpRoutes}) {
      std::vector<Route> routes_of_group = group();
      std::move(routes_of_group.begin(), routes_of_group.end(), std::back_inserter(all));
    }
    return all;
  }();
  return routes;
}

Match FindRoute(std::string_view method, std::string_view path, Call& call) {
  Match match;
  for (const Route& route : AllRoutes()) {
    if (!Matches(route.path, path, call)) continue;
    if (route.method == method || (route.method == "GET" && method == "HEAD")) {
      match.route = &route;
      return match;
    }
    match.allowed += (match.allowed.empty() ? "" : ", ") + std::string(route.method);
  }
  return match;
}

std::vector<RouteName> Routes() {
  std::vector<RouteName> names;
  for (const Route& route : AllRoutes()) names.push_back({route.method, route.path});
  return names;
}

}  // namespace wenyuan::api
