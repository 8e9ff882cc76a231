// Gives a fuzz target its corpus, and inputs that are made from it at random, the same ones each
// time: what a compiler without libFuzzer can do in every test run. `make fuzz` looks for more.
//
//     X_replay FOLDER COUNT     COUNT inputs besides those in FOLDER
//
// Where the target fails, the input is written out in hex.
#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t input_bytes_max = 4096;
constexpr unsigned changes_max = 8;

std::string present;  // for `on_end`

void on_end(int signal) {
  constexpr char digits[] = "0123456789abcdef";
  constexpr char words[] = "\nfuzz_replay: it failed on this input: ";
  [[maybe_unused]] auto said = ::write(2, words, sizeof words - 1);
  for (const char octet : present) {
    const auto value = static_cast<unsigned char>(octet);
    const char pair[] = {digits[value >> 4], digits[value & 15]};
    said = ::write(2, pair, 2);
  }
  said = ::write(2, "\n", 1);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void run(const std::string& input) {
  present = input;
  // On the heap and of just this size, so that a read past its end is seen.
  const std::vector<std::uint8_t> octets(input.begin(), input.end());
  LLVMFuzzerTestOneInput(octets.data(), octets.size());
}

class Changer {
 public:
  explicit Changer(std::vector<std::string> seeds) : seeds_(std::move(seeds)) {}

  std::string next() {
    std::string input = seed();
    for (std::size_t left = 1 + below(changes_max); left > 0; --left)
      change(input);
    if (input.size() > input_bytes_max) input.resize(input_bytes_max);
    return input;
  }

 private:
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(dice_() % limit); }
  const std::string& seed() { return seeds_[below(seeds_.size())]; }
  char octet() {
    constexpr std::array<unsigned char, 8> telling{0, 1, 0x0A, 0x1B, 0x7F, 0x80, 0xFE, 0xFF};
    return static_cast<char>(below(2) == 0 ? telling[below(telling.size())] : below(256));
  }

  void change(std::string& input) {
    const std::size_t at = below(input.size() + 1);
    const std::size_t count = std::min(input.size() - at, 1 + below(16));
    switch (below(6)) {
      case 0: input.insert(at, 1, octet()); break;
      case 1: input.erase(at, count); break;
      case 2: input.insert(below(input.size() + 1), input.substr(at, count)); break;
      case 3: input.resize(at); break;
      case 4: {
        const std::string& other = seed();
        input.insert(at, other.substr(below(other.size() + 1), 1 + below(64)));
        break;
      }
      default:
        if (at < input.size()) input[at] = below(2) == 0 ? octet() : flipped(input[at]);
    }
  }

  char flipped(char octet) { return static_cast<char>(octet ^ (1 << below(8))); }

  std::vector<std::string> seeds_;
  std::mt19937_64 dice_{1};
};

}  // namespace

int main(int argc, char** argv) {
  unsigned count = 0;
  if (argc != 3 || std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), count).ptr == argv[2]) {
    std::fprintf(stderr, "usage: %s FOLDER COUNT\n", argv[0]);
    return 2;
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL})
    std::signal(signal, on_end);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());  // the same order everywhere
  std::vector<std::string> seeds;
  for (const auto& path : files) {
    std::ifstream file(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    run(seeds.back());
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "fuzz_replay: %s has no input\n", argv[1]);
    return 2;
  }
  Changer changer(seeds);
  for (unsigned i = 0; i < count; ++i)
    run(changer.next());
  std::printf("%zu inputs of the corpus and %u made from them\n", seeds.size(), count);
  return 0;
}
