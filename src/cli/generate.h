// The man page and the shells' completions, from the same table as the help.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace parley::cli {

/// `what` is "man" (mdoc, mdoc(7)), "bash", "zsh" or "fish".
std::string generate(const CLI::App& app, const std::string& what);

}  // namespace parley::cli
