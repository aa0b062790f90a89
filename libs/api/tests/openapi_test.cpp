#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {
namespace {

TEST(OpenApi, DescribesEveryRouteAndNoOther) {
  const wenyuan::testing::TemporaryFolder folder;
  const std::filesystem::path list = folder.path() / "routes";
  std::ofstream file(list);
  for (const RouteName& route : Routes()) file << route.method << " " << route.path << "\n";
  file.close();
  const std::string command =
      "python3 libs/api/tests/compare_openapi.py docs/openapi.yaml '" + list.string() + "'";
  EXPECT_EQ(std::system(command.c_str()), 0);
}

TEST(OpenApi, IsServedAsItIsInTheRepository) {
  testing::House house;
  const auto response = house.Call({.path = "/api/v1/openapi.yaml"});
  std::ifstream file("docs/openapi.yaml");
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(response.body, text);
}

}  // namespace
}  // namespace wenyuan::api
