#include "cli/generate.h"

#include <fmt/format.h>
#include <vector>

namespace parley::cli {

namespace {

using Options = std::vector<const CLI::Option*>;

std::vector<const CLI::App*> subcommands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

/// The named ones, in the order of the table.
Options named_options(const CLI::App& app) {
  return app.get_options([](const CLI::Option* option) { return option->nonpositional(); });
}

const CLI::Option* positional(const CLI::App& app) {
  const auto list =
      app.get_options([](const CLI::Option* option) { return option->get_positional(); });
  return list.empty() ? nullptr : list.front();
}

std::string argument(const CLI::Option& option) {
  return option.get_items_expected_max() == 0 ? std::string() : option.get_type_name();
}

std::vector<std::string> spellings(const CLI::Option& option) {
  std::vector<std::string> list;
  for (const auto& name : option.get_snames())
    list.push_back("-" + name);
  for (const auto& name : option.get_lnames())
    list.push_back("--" + name);
  return list;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

/// mdoc(7): a backslash begins an escape, a dot or quote at the start of a line a request, and a
/// hyphen would be typeset.
std::string roff(std::string text) {
  text = replaced(std::move(text), "\\", "\\e");
  text = replaced(std::move(text), "-", "\\-");
  text = replaced(std::move(text), ". ", ".\n");  // a sentence, a line: mandoc insists
  if (text.starts_with('.') || text.starts_with('\'')) text.insert(0, "\\&");
  return text;
}

std::string man_options(const CLI::App& command) {
  std::string text = ".Bl -tag -width Ds\n";
  for (const auto* option : named_options(command)) {
    std::string names;
    for (const auto& name : spellings(*option)) {
      if (!names.empty()) names += " , ";
      names += "Fl " + roff(name.substr(1));
    }
    const std::string value = argument(*option);
    text += fmt::format(".It {}{}\n{}\n", names, value.empty() ? "" : " Ar " + roff(value),
                        roff(option->get_description()));
  }
  return text + ".El\n";
}

std::string man(const CLI::App& app) {
  std::string text =
      ".\\\" Made from the table of the help; do not edit.\n.Dd $Mdocdate$\n.Dt PARLEY 1\n.Os\n"
      ".Sh NAME\n.Nm parley\n.Nd talk TCP with the things on your network, and see every byte\n"
      ".Sh SYNOPSIS\n";
  for (const auto* command : subcommands(app)) {
    const auto* words = positional(*command);
    text += fmt::format(".Nm parley\n.Cm {}\n.Op Ar options\n.Ar {}\n", command->get_name(),
                        words ? roff(words->get_type_name()) : "");
  }
  text += ".Sh DESCRIPTION\n" + roff(app.get_description()) + "\n";
  for (const auto* command : subcommands(app)) {
    const auto* words = positional(*command);
    text +=
        fmt::format(".Ss parley {} {}\n{}.\n", command->get_name(),
                    words ? roff(words->get_type_name()) : "", roff(command->get_description()));
    if (words) text += ".Pp\n" + roff(words->get_description()) + ".\n";
    text += man_options(*command);
  }
  text += ".Sh TIMES, TEXTS AND EXIT CODES\n" + replaced(roff(app.get_footer()), "\n", "\n.Pp\n") +
          "\n";
  text +=
      ".Sh EXAMPLES\nBe a server that answers:\n.Dl parley listen 8888 \\-\\-echo\n"
      "Be a client, and come back after every failure:\n"
      ".Dl parley connect 192.168.1.20:8000 \\-\\-retry\n"
      "A board's shell and its TCP talk in one log:\n"
      ".Dl parley serial /dev/ttyUSB0 115200 \\-\\-listen 8888\n"
      ".Sh SEE ALSO\n.Xr ncat 1 ,\n.Xr socat 1 ,\n.Xr wireshark 1\n";
  return text;
}

std::string command_names(const CLI::App& app) {
  std::string names;
  for (const auto* command : subcommands(app)) {
    names += (names.empty() ? "" : " ") + command->get_name();
  }
  return names;
}

std::string bash(const CLI::App& app) {
  std::string cases;
  for (const auto* command : subcommands(app)) {
    std::string names;
    for (const auto* option : named_options(*command)) {
      for (const auto& name : spellings(*option))
        names += (names.empty() ? "" : " ") + name;
    }
    cases += fmt::format("    {}) words=\"{}\" ;;\n", command->get_name(), names);
  }
  return fmt::format(
      "# bash completion for parley; made from the table of the help\n"
      "_parley() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} words=\n"
      "  case ${{COMP_WORDS[1]}} in\n"
      "{}    *) words=\"{} --help --version\" ;;\n"
      "  esac\n"
      "  case ${{COMP_WORDS[COMP_CWORD-1]}} in\n"
      "    --cert|--key|--ca) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
      "    serial) COMPREPLY=($(compgen -G '/dev/tty[UA]*')); return ;;\n"
      "    board|--capture|--flash) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n"
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
      "}}\n"
      "complete -F _parley parley\n",
      cases, command_names(app));
}

/// For single quotes in a shell; zsh's _arguments and _describe also read brackets and colons.
std::string quoted(std::string text) {
  return replaced(std::move(text), "'", "'\\''");
}

std::string zsh_text(std::string text) {
  for (const char* special : {"[", "]", ":"}) {
    text = replaced(std::move(text), special, std::string("\\") + special);
  }
  return quoted(std::move(text));
}

std::string zsh(const CLI::App& app) {
  std::string list;
  std::string cases;
  for (const auto* command : subcommands(app)) {
    list += fmt::format("    '{}:{}'\n", command->get_name(), zsh_text(command->get_description()));
    cases += fmt::format("    {})\n      _arguments \\\n", command->get_name());
    for (const auto* option : named_options(*command)) {
      for (const auto& name : spellings(*option)) {
        const std::string value = argument(*option);
        cases += fmt::format("        '{}[{}]{}' \\\n", name, zsh_text(option->get_description()),
                             value.empty() ? "" : ":" + zsh_text(value) + ":_files");
      }
    }
    cases += "        '*:argument:_files'\n      ;;\n";
  }
  return fmt::format(
      "#compdef parley\n# made from the table of the help\n"
      "_parley() {{\n  local -a commands\n  commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
      "  case $words[2] in\n{}  esac\n}}\n_parley \"$@\"\n",
      list, cases);
}

std::string fish(const CLI::App& app) {
  std::string text = "# fish completion for parley; made from the table of the help\n";
  for (const auto* command : subcommands(app)) {
    text += fmt::format("complete -c parley -f -n __fish_use_subcommand -a {} -d '{}'\n",
                        command->get_name(), quoted(command->get_description()));
    for (const auto* option : named_options(*command)) {
      text += fmt::format("complete -c parley -n '__fish_seen_subcommand_from {}'",
                          command->get_name());
      for (const auto& name : option->get_snames())
        text += " -s " + name;
      for (const auto& name : option->get_lnames())
        text += " -l " + name;
      text += argument(*option).empty() ? "" : " -r";
      text += fmt::format(" -d '{}'\n", quoted(option->get_description()));
    }
  }
  return text;
}

}  // namespace

std::string generate(const CLI::App& app, const std::string& what) {
  if (what == "man") return man(app);
  if (what == "bash") return bash(app);
  if (what == "zsh") return zsh(app);
  return fish(app);
}

}  // namespace parley::cli
