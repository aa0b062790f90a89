#include <gmock/gmock.h>

#include <atomic>

#include "raw_connection.h"
#include "wenyuan/http/server.h"

namespace wenyuan::http {
namespace {

using testing::HasSubstr;

// Every request below is followed by a second one on the same connection; it must never be served.
const std::string kCanary = "GET /canary HTTP/1.1\r\nHost: x\r\n\r\n";

struct Case {
  std::string name;
  std::string bytes;
  int status = 400;
};

std::string Post(const std::string& headers, const std::string& body = "") {
  return "POST /upload HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
}

std::vector<Case> Ambiguous() {
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  std::vector<Case> cases = {
      {"length and chunked", Post("Content-Length: 4\r\n" + chunked, "0\r\n\r\n")},
      {"chunked and length", Post(chunked + "Content-Length: 4\r\n", "0\r\n\r\n")},
      {"two equal lengths", Post("Content-Length: 4\r\nContent-Length: 4\r\n", "abcd")},
      {"two different lengths", Post("Content-Length: 4\r\nContent-Length: 0\r\n", "abcd")},
      {"a list of lengths", Post("Content-Length: 4, 4\r\n", "abcd")},
      {"a signed length", Post("Content-Length: +4\r\n", "abcd")},
      {"a negative length", Post("Content-Length: -4\r\n", "abcd")},
      {"a hexadecimal length", Post("Content-Length: 0x4\r\n", "abcd")},
      {"a fractional length", Post("Content-Length: 4.0\r\n", "abcd")},
      {"a length with a blank inside", Post("Content-Length: 4 4\r\n", "abcd")},
      {"an empty length", Post("Content-Length: \r\n", "abcd")},
      {"a length of twenty digits", Post("Content-Length: 18446744073709551616\r\n", "abcd")},
      {"a quoted length", Post("Content-Length: \"4\"\r\n", "abcd")},
      {"a blank before the colon", Post("Content-Length : 4\r\n", "abcd")},
      {"a tab before the colon", Post("Content-Length\t: 4\r\n", "abcd")},
      {"a folded header", Post("X: a\r\n Content-Length: 4\r\n", "abcd")},
      {"a folded header by tab", Post("X: a\r\n\tb\r\n")},
      {"a first header that is folded", "GET / HTTP/1.1\r\n Host: x\r\n\r\n"},
      {"a header without a colon", Post("Content-Length\r\n")},
      {"a header without a name", Post(": 4\r\n")},
      {"a NUL in a header", Post(std::string("X: a\0b\r\n", 8))},
      {"a NUL in a name", Post(std::string("X\0: ab\r\n", 8))},
      {"a control character in a header", Post("X: a\x01 b\r\n")},
      {"a bare LF in the head", "POST / HTTP/1.1\nHost: x\nContent-Length: 4\n\nabcd"},
      {"a bare LF after one header", Post("X: a\nContent-Length: 4\r\n", "abcd")},
      {"a bare CR in a header", Post("X: a\rContent-Length: 4\r\n", "abcd")},
      {"LF CR", Post("X: a\n\rContent-Length: 4\r\n", "abcd")},
      {"chunked twice", Post(chunked + chunked, "0\r\n\r\n")},
      {"chunked in a list", Post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n")},
      {"gzip before chunked", Post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")},
      {"chunked before identity", Post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n")},
      {"identity", Post("Transfer-Encoding: identity\r\nContent-Length: 4\r\n", "abcd")},
      {"an unknown encoding", Post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")},
      {"a quoted encoding", Post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n")},
      {"a parameter of chunked", Post("Transfer-Encoding: chunked;a=b\r\n", "0\r\n\r\n")},
      {"vertical tab before chunked", Post("Transfer-Encoding: \x0b"
                                           "chunked\r\n",
                                           "0\r\n\r\n")},
      {"a blank in the encoding's name", Post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n")},
      {"chunked in HTTP/1.0", "POST / HTTP/1.0\r\nHost: x\r\n" + chunked + "\r\n0\r\n\r\n"},
      {"no host", "GET / HTTP/1.1\r\n\r\n"},
      {"two hosts", "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"},
      {"a host with a path", "GET / HTTP/1.1\r\nHost: x/y\r\n\r\n"},
      {"a host with an account", "GET / HTTP/1.1\r\nHost: a@x\r\n\r\n"},
      {"a host with a blank", "GET / HTTP/1.1\r\nHost: x y\r\n\r\n"},
      {"an absolute target", "GET http://y/ HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an authority as target", "CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an asterisk as target", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a target with a blank", "GET /a b HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a target with a tab", "GET /a\tb HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"raw UTF-8 in the target", "GET /文 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a broken escape", "GET /%4 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an escape that is none", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an escaped NUL", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an escaped line end", "GET /%0d%0aX:1 HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a way up", "GET /a/../b HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an escaped way up", "GET /a/%2e%2e/b HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a way up behind an escaped slash", "GET /a%2f..%2fb HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"two blanks in the request line", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a blank after the version", "GET / HTTP/1.1 \r\nHost: x\r\n\r\n"},
      {"a blank before the method", " GET / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"an empty line before the request", "\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a small letter in the method", "get / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"a method of symbols", "G=T / HTTP/1.1\r\nHost: x\r\n\r\n"},
      {"HTTP/0.9", "GET /\r\n\r\n"},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505},
      {"HTTP/1.2", "GET / HTTP/1.2\r\nHost: x\r\n\r\n", 505},
      {"the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
      {"a small http", "GET / http/1.1\r\nHost: x\r\n\r\n"},
      {"TLS", "\x16\x03\x01\x02\x00\x01"},
      {"an unknown expectation", Post("Content-Length: 4\r\nExpect: cake\r\n", "abcd"), 417},
  };
  return cases;
}

std::vector<Case> BrokenChunks() {
  const std::string head = Post("Transfer-Encoding: chunked\r\n");
  return {
      {"a size that is no number", head + "zz\r\nab\r\n0\r\n\r\n"},
      {"a hexadecimal prefix", head + "0x2\r\nab\r\n0\r\n\r\n"},
      {"a sign", head + "+2\r\nab\r\n0\r\n\r\n"},
      {"a negative size", head + "-2\r\nab\r\n0\r\n\r\n"},
      {"a blank before the size", head + " 2\r\nab\r\n0\r\n\r\n"},
      {"a size beyond 64 bits", head + "10000000000000002\r\nab\r\n0\r\n\r\n"},
      {"a bare LF after the size", head + "2\nab\r\n0\r\n\r\n"},
      {"a bare LF after the data", head + "2\r\nab\n0\r\n\r\n"},
      {"no line end after the data", head + "2\r\nabc\r\n0\r\n\r\n"},
      {"an empty size", head + "\r\nab\r\n0\r\n\r\n"},
      {"a bare LF in an extension", head + "2;a\nb\r\nab\r\n0\r\n\r\n"},
      {"a length as trailer", head + "2\r\nab\r\n0\r\nContent-Length: 5\r\n\r\n"},
      {"an encoding as trailer", head + "2\r\nab\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n"},
  };
}

class Smuggling : public testing::Test {
 protected:
  void SetUp() override {
    ServerOptions options;
    options.port = 0;
    auto server = StartServer(options, [this](Request& request, Responder& responder) {
      if (request.path == "/canary") canaries_served_ = canaries_served_ + 1;
      const auto body = ReadBody(request, 1000);
      responder.Send({body ? 200 : 400, {}, body ? *body : body.error().message});
    });
    ASSERT_TRUE(server) << server.error().message;
    server_ = *std::move(server);
  }

  void ExpectRefused(const Case& attack) {
    RawConnection connection(server_->port());
    connection.Send(attack.bytes + kCanary);
    connection.EndSending();
    const std::string answer = connection.ReadAll();
    EXPECT_EQ(StatusOf(answer), attack.status) << attack.name << "\n" << answer;
    EXPECT_THAT(answer, HasSubstr("Connection: close")) << attack.name;
    EXPECT_EQ(answer.find("X-Request-Id"), answer.rfind("X-Request-Id"))
        << attack.name << ": a second answer\n"
        << answer;
  }

  std::atomic<int> canaries_served_ = 0;
  std::unique_ptr<Server> server_;
};

TEST_F(Smuggling, AnyAmbiguityIsRefusedAndTheConnectionClosed) {
  for (const Case& attack : Ambiguous()) ExpectRefused(attack);
  EXPECT_EQ(canaries_served_, 0);
}

TEST_F(Smuggling, BrokenChunksAreRefusedAndTheConnectionClosed) {
  for (const Case& attack : BrokenChunks()) ExpectRefused(attack);
  EXPECT_EQ(canaries_served_, 0);
}

TEST_F(Smuggling, WhatComesBehindARequestIsNotServed) {
  const std::vector<std::string> complete = {
      "GET / HTTP/1.1\r\nHost: x\r\n\r\n", Post("Content-Length: 4\r\n", "abcd"),
      Post("Transfer-Encoding: chunked\r\n", "2\r\nab\r\n0\r\n\r\n"),
      Post("Content-Length: 0\r\n")};
  for (const std::string& request : complete) {
    RawConnection connection(server_->port());
    connection.Send(request + kCanary);
    const std::string answer = connection.ReadAll();
    EXPECT_EQ(StatusOf(answer), 200) << request;
    EXPECT_THAT(answer, HasSubstr("Connection: close"));
  }
  EXPECT_EQ(canaries_served_, 0);
}

TEST_F(Smuggling, ChunksInAnyProperFormAreRead) {
  const std::vector<std::string> bodies = {
      "2\r\nab\r\n0\r\n\r\n", "02\r\nab\r\n0\r\n\r\n", "2;name=value\r\nab\r\n0\r\n\r\n",
      "1\r\na\r\n1\r\nb\r\n000\r\n\r\n", "2\r\nab\r\n0\r\nX-Trailer: 1\r\n\r\n"};
  for (const std::string& body : bodies) {
    RawConnection connection(server_->port());
    connection.Send(Post("transfer-encoding: Chunked\r\n", body));
    const std::string answer = connection.ReadAnswer();
    EXPECT_EQ(StatusOf(answer), 200) << body << "\n" << answer;
    EXPECT_TRUE(answer.ends_with("\r\n\r\nab")) << answer;
  }
}

}  // namespace
}  // namespace wenyuan::http
