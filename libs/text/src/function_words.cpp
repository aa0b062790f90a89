#include "wenyuan/text/function_words.h"

#include <unordered_set>

namespace wenyuan::text {
namespace {

// Particles, pronouns, prepositions, conjunctions, auxiliaries; then what only makes a question.
constexpr std::string_view kFunctionWords = R"(
的 地 得 了 着 过 呢 吗 吧 啊 呀 嘛 么 哦 之 其 所 者 而 且 与 和 及 以及 或 或者 并 并且 而且 但 但是
然而 不过 虽然 尽管 因为 因此 因而 由于 所以 如果 若 假如 那么 则 即 就 便 都 也 又 再 还 还是 才 只 仅 很
更 最 太 在 于 从 自 自从 由 向 往 到 至 对 对于 关于 按 按照 根据 为 为了 以 用 把 被 将 让 使 给 跟 同 比
是 是否 有 没有 没 不 不是 会 能 能够 可 可以 可能 应 应该 应当 要 需要 必须 该 此 这 那 这个 那个 这些
那些 这样 那样 这里 那里 我 你 您 他 她 它 我们 你们 他们 她们 它们 咱们 自己 本人 一 一个 一些 一种 个 些
时 时候 当 当时 其中 之一 之后 之前 以后 以前 以来 等 等等 上 下 中 里 内 外 间 来 去 出 起 后 前
著 们 某 某个 某些 各 各个 每 每个 另 另外 另一 另一个 某种 此外 期间 同时 当中 之中 之间 之下 之上 并非 皆 均 曾 曾经
已 已经 正 正在 仍 仍然 于是 至于 例如 比如 像 像是 般 一般 大约 大概 约 约为 共 共有 总共 一共 究竟 到底 难道 究
一部 一首 一份 一位 一座 一条 一名 一家 一场 一次 一项 一本 一件 一只 一句 一支 一组 一类 一款 一段 一片 一间 一所 一张
什么 甚么 怎么 怎样 怎么样 如何 为什么 为何 为啥 何 何时 何地 何处 何人 何国 何物 何事 何故 何处 何以 任何 何种 何年 哪 哪个 哪些 哪里 哪儿
哪国 哪国人 哪一国 哪一位 哪一种 哪一部 哪一首 哪一本 哪一天 哪天 哪月 哪家 哪部 哪座 哪本 哪所 哪项 哪方面 哪种 哪位 哪年 哪一 哪一个 哪一年 哪几个 谁 几 几个 几种 几年 几月 几日 几时 多少 多久 多大 多长 多高 多远
啥 啥时候 什么样 什么时候 是什么 请 请问 问 吗 有没有 能否 可否 是不是 叫 叫做 称为 指 分别 麻烦 告诉
想 知道 想知道 了解 请教 介绍 一下
a an the this that these those i me my mine myself we us our ours you your yours he him his she her hers it
its they them their theirs am is are was were be been being do does did done doing have has had having will
would shall should can could may might must ought and or but nor so yet if then than because as until while
of at by for with about against between into through during before after above below to from up down in out
on off over under again further once here there all any both each few more most other some such no not only
own same too very just also dont doesnt didnt isnt arent wasnt werent cant couldnt wont wouldnt shouldnt
what which who whom whose when where why how many much whats whos please tell
)";

std::unordered_set<std::string_view> Load() {
  std::unordered_set<std::string_view> words;
  for (std::size_t at = 0; at < kFunctionWords.size();) {
    const std::size_t end = kFunctionWords.find_first_of(" \n", at);
    if (end > at) words.insert(kFunctionWords.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

bool IsFunctionWord(std::string_view word) {
  static const std::unordered_set<std::string_view> words = Load();
  return words.contains(word);
}

}  // namespace wenyuan::text
