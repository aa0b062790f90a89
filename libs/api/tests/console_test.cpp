#include <gmock/gmock.h>

#include "wenyuan/api/testing/house.h"

namespace wenyuan::api {
namespace {

using ::testing::HasSubstr;
using testing::House;

TEST(Console, EveryPathThatIsNotOursIsItsIndexPage) {
  House house;
  for (const char* path : {"/", "/setup", "/library/d_1", "/index.html"}) {
    const auto response = house.Call({.path = path});
    EXPECT_EQ(response.status, 200) << path;
    EXPECT_EQ(response.body, "<html>console</html>");
    EXPECT_EQ(http::Find(response.headers, "Cache-Control"), "no-cache");
    const std::string policy(http::Find(response.headers, "Content-Security-Policy"));
    EXPECT_THAT(policy, HasSubstr("default-src 'self'"));
    EXPECT_THAT(policy, ::testing::Not(HasSubstr("script-src 'self' 'unsafe-inline'")));
  }
}

TEST(Console, AssetsAreKeptByTheBrowserAndCompressed) {
  House house;
  const auto plain = house.Call({.path = "/assets/a-1.js"});
  EXPECT_EQ(plain.body, "script");
  EXPECT_EQ(http::Find(plain.headers, "Content-Type"), "text/javascript");
  EXPECT_THAT(std::string(http::Find(plain.headers, "Cache-Control")), HasSubstr("immutable"));
  const auto zipped =
      house.Call({.path = "/assets/a-1.js", .headers = {{"Accept-Encoding", "br, gzip"}}});
  EXPECT_EQ(zipped.body, "zipped");
  EXPECT_EQ(http::Find(zipped.headers, "Content-Encoding"), "gzip");
  const auto known =
      house.Call({.path = "/assets/a-1.js", .headers = {{"If-None-Match", "\"a1\""}}});
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(house.Call({.path = "/assets/gone.js"}).status, 404);
  EXPECT_EQ(house.Call({.method = "POST", .path = "/"}).status, 405);
}

}  // namespace
}  // namespace wenyuan::api
