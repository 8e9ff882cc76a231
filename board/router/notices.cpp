#include "board/router/notices.h"

#include <nlohmann/json.hpp>

namespace parley::board::router {

std::string notice(const std::string& kind, const std::string& board,
                   std::initializer_list<std::pair<const char*, NoticeValue>> more) {
  nlohmann::ordered_json object;
  object["notice"] = kind;
  if (!board.empty()) object["board"] = board;
  for (const auto& [name, value] : more)
    std::visit([&object, name = name](const auto& held) { object[name] = held; }, value);
  return object.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace parley::board::router
